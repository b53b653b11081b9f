"""As whom a visitor of the demonstration can go in. Anywhere else there is no one."""

from goodstanding.models import Account, Post
from goodstanding.queries.people.organization import the_organization

#: In the order in which they are offered: a member, and one person for each of these offices.
PEOPLE = ("member", "secretary", "officer", "analyst", "auditor", "operator")


def account_of(who: str) -> Account | None:
    """The account of one of the demonstration's people; none for any other person, and in any other organization."""
    organization = the_organization()
    if organization is None or not organization.is_demo or who not in PEOPLE:
        return None
    if who == "member":
        return Account.objects.filter(is_active=True, posts=None).exclude(member=None).order_by("pk").first()
    # The lowest of several: a sub-district's officer has more to do than the city's.
    held = Post.objects.filter(role=who, until_on=None, account__is_active=True).select_related("account")
    post = held.order_by("-unit__depth", "pk").first()
    return post.account if post else None

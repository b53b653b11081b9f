"""As whom a visitor of the demonstration can go in. Anywhere else there is no one."""

from goodstanding.models import Account, Post
from goodstanding.queries.people.organization import the_organization

#: In the order in which they are offered: a member, and one person for each of these offices. An officer sits in the
#: middle of the tree, the officer of the whole organization at its top.
PEOPLE = ("member", "secretary", "officer", "top_officer", "analyst", "auditor", "operator")
_TOP = "top_officer"


def account_of(who: str) -> Account | None:
    """The account of one of the demonstration's people; none for any other person, and in any other organization."""
    organization = the_organization()
    if organization is None or not organization.is_demo or who not in PEOPLE:
        return None
    if who == "member":
        return Account.objects.filter(is_active=True, posts=None).exclude(member=None).order_by("pk").first()
    post = post_of(who)
    return post.account if post else None


def post_of(who: str) -> Post | None:
    """The post that one of the people goes in by; of several officers the lowest, and for the top the highest."""
    role = Post.Role.OFFICER if who == _TOP else who
    held = Post.objects.filter(role=role, until_on=None, account__is_active=True).select_related("account", "unit")
    return held.order_by("unit__depth" if who == _TOP else "-unit__depth", "pk").first()

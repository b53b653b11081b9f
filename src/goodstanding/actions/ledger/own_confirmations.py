"""What members say of themselves with one tap, where the rules let them: an entry of the ledger like any other."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger import ledger
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.period import Period
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact, Member
from goodstanding.models.ledger.fact import YES
from goodstanding.queries.people.calendars import today


@transaction.atomic
def confirm(*, kind: str, period: Period, scheme: Scheme, by: Viewer, at: datetime) -> Fact:
    """Writes down that the member has confirmed it in this period; confirming again changes nothing.

    Raises ActionRefused where the rules have nothing of that kind to confirm, Denied from an account without a member.
    """
    if by.member_id is None:
        raise Denied("only members confirm something of themselves")
    rule = scheme.fact_kinds.get(kind)
    if rule is None or rule.confirms is None:
        raise ActionRefused(_("The rules ask nobody to confirm this."))
    member = Member.objects.select_related("unit").get(pk=by.member_id)
    key = f"own:{member.pk}:{kind}:{period.name}"
    if rule.confirms == "contact" and not member.phone:
        raise ActionRefused(_("No telephone number is recorded. Tell your branch, and confirm it then."))
    there = Fact.objects.filter(source=Fact.Source.FORM, source_key=key).first()
    return there or ledger.record(
        kind=kind, subject=member, value=YES, occurred_on=today(at), key=key, source=Fact.Source.FORM,
        scheme=scheme, by=by, at=at,
    )  # fmt: skip

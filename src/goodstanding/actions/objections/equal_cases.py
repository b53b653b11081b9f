"""Equal cases: what an upheld objection put right is done elsewhere too, by the person who rules there."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import notices
from goodstanding.actions.attendance import corrections as attendance_corrections
from goodstanding.actions.ledger import change as fact_changes
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact, Objection, Remedy, Unit
from goodstanding.queries.ledger import who_corrects
from goodstanding.queries.objections import equal_cases as equal_case_queries
from goodstanding.queries.objections import who_rules
from goodstanding.queries.people.calendars import today


@transaction.atomic
def rectify_alike(
    *, objection: Objection, facts: Sequence[Fact], scheme: Scheme, by: Viewer, at: datetime
) -> tuple[int, int]:
    """Does the same with equal cases that the viewer rules over, each as a correction of its own, for the same reason.

    Gives how many were made, and how many wait for a second person because a published month counts them.
    """
    Objection.objects.select_for_update().get(pk=objection.pk)
    objection = Objection.objects.select_related("at_unit").get(pk=objection.pk)
    done = equal_case_queries.done_for(objection)
    if done is None or objection.state != Objection.State.UPHELD:
        raise ActionRefused(_("There is nothing that could be applied to similar cases."))
    if (
        not by.may(Permission.RULE, objection.at_unit)
        or objection.conflicts_of_interest.filter(account=by.account).exists()
    ):
        raise Denied("not theirs to extend")
    wanted = {fact.pk for fact in facts}
    chosen = list(equal_case_queries.within(done, by).filter(pk__in=wanted).select_related("member__unit"))
    if not chosen or len(chosen) != len(wanted):
        raise ActionRefused(_("The list has changed meanwhile. Please check it again."))
    what = Change(Remedy(done.remedy), done.value, done.reason)
    two = [fact for fact in chosen if who_corrects.needs_two(fact)]
    one_is_enough = [fact for fact in chosen if fact not in two]
    for fact in one_is_enough:
        attendance_corrections.carry_out(fact=fact, what=what, scheme=scheme, by=by, at=at, agreed_by=None)
        fact_changes.tell_concerned(fact, at=at)
    attendance_corrections.ask_second_about(two, what=what, scheme=scheme, by=by, at=at, objection=objection)
    offer_above(objection=objection, scheme=scheme, by=by, at=at)
    return len(one_is_enough), len(two)


def offer_above(*, objection: Objection, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Tells those above of equal cases that lie beyond the viewer's reach."""
    found = equal_case_queries.of(objection, by)
    reaching = [office for office in by.held(Permission.RULE) if office.covers(objection.at_unit)]
    if found is None or not found.beyond or not reaching:
        return
    own = Unit.objects.get(pk=min(reaching, key=lambda office: len(office.path)).unit_id)
    above: Unit | None = Unit.objects.get_parent(own)
    if above is None:
        return
    roles = who_rules.roles_for(scheme, [found.done.fact.kind])
    without = set(objection.conflicts_of_interest.values_list("account_id", flat=True))
    seat = who_rules.seat(above, roles, without, today(at))
    facts = {"count": found.beyond, "kind": found.done.fact.kind}
    for account in seat.accounts if seat else []:
        idempotency_key, link = f"objection_equal:{objection.key}:{above.pk}", f"/desk/objections/{objection.key}/"
        notices.tell(account, "objection_equal", facts, idempotency_key=idempotency_key, at=at, link=link)

"""Activities: planned, changed and cancelled by the host; members who wait move up when places are added."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions.refusal import ActionRefused, at_most, refuse_closed
from goodstanding.actions.service import acting, places
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.service import ActivityKind
from goodstanding.models import ServiceActivity, SignUp, Unit
from goodstanding.models.service.moves import WITH_A_PLACE
from goodstanding.queries.people.calendars import today
from goodstanding.queries.service import activities as queries

State = ServiceActivity.State
#: How long after it took place an activity can still be entered, and how far ahead it is planned.
_LATEST, _FARTHEST = timedelta(days=92), timedelta(days=400)
_LONGEST = timedelta(days=1)
MOST_PLACES = 100_000


@dataclass(frozen=True)
class ActivityPlan:
    """What an activity is: when and where, and for how many. places: None without a limit."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    text: str = ""
    places: int | None = None


@transaction.atomic
def plan(
    *, unit: Unit, kind: str, what: ActivityPlan, scheme: Scheme, by: Viewer, at: datetime, form: str = ""
) -> ServiceActivity:  # fmt: skip
    """Plans an activity of a unit and returns it. The same `form` sent again returns the first.

    Raises Denied for anyone without an office that plans the kind. Raises ActionRefused for a kind that the rules do
    not have, a closed unit, an empty title, or times that cannot be.
    """
    rule = kind_of(kind, scheme)
    named_offices.check_answers(by, unit, rule.planned_by)
    refuse_closed(unit)
    columns = _checked(what, at)
    digest = acting.digest_of(form, by)
    known = ServiceActivity.objects.filter(made_by=by.account, form=digest).first() if digest else None
    if known is not None:
        return known
    made = ServiceActivity.objects.create(
        unit=unit, kind=kind, on=today(what.starts_at), made_at=at, made_by=by.account, form=digest, **columns
    )
    acting.note("plan", "service_activity", made.key, unit, by=by, at=at)
    return made


@transaction.atomic
def change(
    *, activity: ServiceActivity, what: ActivityPlan, scheme: Scheme, by: Viewer, at: datetime
) -> ServiceActivity:  # fmt: skip
    """Changes an activity that is still planned, and notifies the members who have signed up of another time or place.

    Members who wait move up where places are added. Raises Denied for anyone without an office that plans it. Raises
    ActionRefused for an activity that is over, or for fewer places than are taken.
    """
    row = held(activity, scheme, by)
    refuse_over(row)
    columns = _checked(what, at)
    taken = SignUp.objects.filter(activity=row, state__in=WITH_A_PLACE).count()
    if what.places is not None and what.places < taken:
        raise ActionRefused(_("%(count)s members have a place already.") % {"count": taken}, "places")
    told = {"starts_at", "ends_at", "place", "title"}
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    if not changed:
        return row
    for name, value in columns.items():
        setattr(row, name, value)
    row.on = today(what.starts_at)
    row.save(update_fields=[*columns, "on"])
    acting.note("change", "service_activity", row.key, row.unit, by=by, at=at)
    if told & set(changed):
        _tell_all(row, "service_changed", by, at)
    places.fill(row, by, at)
    return row


@transaction.atomic
def cancel(*, activity: ServiceActivity, reason: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Cancels an activity, which then leaves nothing, and notifies the members who signed up.

    Cancelled already, it changes nothing. Raises Denied for anyone without an office that plans it. Raises
    ActionRefused without a reason, and once hours are confirmed.
    """
    row = held(activity, scheme, by)
    if row.state == State.CANCELLED:
        return
    refuse_over(row)
    row.reason = acting.reason_of(reason)
    row.state, row.closed_at, row.closed_by = State.CANCELLED, at, by.account
    row.save(update_fields=["state", "reason", "closed_at", "closed_by"])
    acting.note("cancel", "service_activity", row.key, row.unit, by=by, at=at)
    _tell_all(row, "service_cancelled", by, at)


def kind_of(word: str, scheme: Scheme) -> ActivityKind:
    """Returns what the rules say about a kind of activity. Raises ActionRefused for a kind that they do not have."""
    found = queries.kinds(scheme).get(word)
    if found is None:
        raise ActionRefused(_("The rules have no such kind of activity."), "kind")
    return found


def held(activity: ServiceActivity, scheme: Scheme, by: Viewer) -> ServiceActivity:
    """Returns the locked row. Raises Denied for anyone without an office that plans it."""
    row = places.locked(activity)
    named_offices.check_answers(by, row.unit, kind_of(row.kind, scheme).planned_by)
    return row


def refuse_over(activity: ServiceActivity) -> None:
    """Raises ActionRefused for an activity that is cancelled, or whose hours are confirmed."""
    if activity.state == State.CANCELLED:
        raise ActionRefused(_("This activity was cancelled."))
    if activity.state == State.CONFIRMED:
        raise ActionRefused(_("The hours are confirmed already. Correct them in the list of hours."))


def _checked(what: ActivityPlan, at: datetime) -> dict[str, object]:
    if what.ends_at <= what.starts_at:
        raise ActionRefused(_("It has to end after it begins."), "minutes")
    if what.ends_at - what.starts_at > _LONGEST:
        raise ActionRefused(_("An activity lasts a day at the most. Plan one for each day."), "minutes")
    if what.starts_at < at - _LATEST:
        raise ActionRefused(_("That is more than three months ago. Record the hours as entries instead."), "on")
    if what.starts_at > at + _FARTHEST:
        raise ActionRefused(_("That is more than a year away."), "on")
    if what.places is not None and not 1 <= what.places <= MOST_PLACES:
        raise ActionRefused(_("Give at least one place, or leave it empty for no limit."), "places")
    return {
        "title": acting.title_of(what.title), "starts_at": what.starts_at, "ends_at": what.ends_at,
        "place": at_most(what.place, "place", acting.MOST_TITLE), "text": at_most(what.text, "text", 1000),
        "places": what.places,
    }  # fmt: skip


def _tell_all(row: ServiceActivity, kind: str, by: Viewer, at: datetime) -> None:
    """Notifies everyone who has a place or waits for one."""
    signed = SignUp.objects.filter(activity=row, state__in=[SignUp.State.SIGNED_UP, SignUp.State.WAITING])
    for sign_up in signed.select_related("member").order_by("pk"):
        acting.tell_member(sign_up.member, kind, places.link_of(row), by, at, **places.named(row))

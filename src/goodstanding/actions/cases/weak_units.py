"""Units that need help: put on the list by a person with a document, helped in steps, taken off by another person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.cases import acting
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, HelpStep, Post, Unit, WeakCheck, WeakUnit
from goodstanding.models.cases.moves import WEAK_MOVES, WeakMove, WeakState
from goodstanding.models.people.post import in_office
from goodstanding.queries.cases import weak_units as queries
from goodstanding.queries.people.calendars import today

MOST_REASON, MOST_DOCUMENT, MOST_STEP = 1000, 100, 500


@dataclass(frozen=True)
class ListingPaper:
    """Why a unit is put on the list, or what a check found, with its document."""

    reason: str
    document: str


@transaction.atomic
def enlist(
    *, unit: Unit, signs: Collection[str], paper: ListingPaper, scheme: Scheme, by: Viewer, at: datetime
) -> WeakUnit:  # fmt: skip
    """Puts a unit on the list of those that need help, and returns its place there. On it already: that place.

    Raises Denied for anyone but an office over the unit. Raises ActionRefused without a sign, a reason or a document.
    """
    rules = queries.rules_of(scheme)
    if rules is None or not queries.lists(by, unit, scheme):
        raise Denied("this list is not theirs")
    chosen = [word for word in rules.signs if word in signs]
    if not chosen:
        raise ActionRefused(_("Choose at least one sign."), "signs")
    reason = needed(paper.reason, "reason", missing=_("Give a reason."), most=MOST_REASON)
    document = _document(paper.document)
    Unit.objects.select_for_update().get(pk=unit.pk)
    known = WeakUnit.objects.filter(unit=unit, state=WeakState.LISTED).first()
    if known is not None:
        return known
    weak = WeakUnit.objects.create(
        unit=unit, signs=chosen, reason=reason, document=document, listed_on=today(at), listed_at=at,
        listed_by=by.account,
    )  # fmt: skip
    audit.record("enlist", "weak_unit", weak.key, by=by, at=at, unit=unit)
    _tell_unit(weak, "weak_unit_listed", scheme, at)
    return weak


@transaction.atomic
def plan_step(
    *, weak: WeakUnit, text: str, owner: Post, due_on: date, scheme: Scheme, by: Viewer, at: datetime
) -> HelpStep:  # fmt: skip
    """Adds a step to the help plan of a unit on the list, with a person in office and a day. Returns it.

    Raises Denied for anyone but an office over the unit. Raises ActionRefused without words, for a person without an
    office there, for a day that has passed, and for a unit that is off the list.
    """
    row = _held(weak)
    if not queries.lists(by, row.unit, scheme):
        raise Denied("this plan is not theirs")
    _refuse_off(row)
    text = needed(text, "text", missing=_("Write what is to be done."), most=MOST_STEP)
    if owner.pk not in {post.pk for post in queries.helpers(row.unit, scheme, today(at))}:
        raise ActionRefused(_("Choose a person in office of the unit or above it."), "owner")
    if due_on <= today(at):
        raise ActionRefused(_("Choose a day from tomorrow on, so that there is time to act."), "due_on")
    step = HelpStep.objects.create(
        weak_unit=row, text=text, owner=owner.account, owner_office=acting.office_words(owner), due_on=due_on,
        made_at=at, made_by=by.account,
    )  # fmt: skip
    audit.record("plan", "help_step", step.key, by=by, at=at, unit=row.unit)
    if owner.account_id != by.account.pk:
        told = {"what": text, "unit": row.unit.name, "day": due_on.isoformat()}
        link = f"/desk/weak-units/{row.key}/"
        notices.tell(owner.account, "help_step_given", told, idempotency_key=f"help:{step.key}", at=at, link=link)
    return step


@transaction.atomic
def finish_step(*, step: HelpStep, result: str, by: Viewer, at: datetime) -> None:
    """The owner of a step says what came of it. Done already, it changes nothing.

    Raises Denied for anyone else. Raises ActionRefused without words.
    """
    HelpStep.objects.select_for_update().get(pk=step.pk)
    row = HelpStep.objects.select_related("weak_unit__unit").get(pk=step.pk)
    if row.owner_id != by.account.pk or not by.verified:
        raise Denied("the owner of the step says so")
    if row.done_on is not None:
        return
    row.result = needed(result, "result", missing=_("Write what was done."), most=MOST_REASON)
    row.done_on, row.done_at, row.done_by = today(at), at, by.account
    row.save(update_fields=["result", "done_on", "done_at", "done_by"])
    audit.record("take", "help_step", row.key, by=by, at=at, unit=row.weak_unit.unit)


@transaction.atomic
def check(*, weak: WeakUnit, found: WeakMove, paper: ListingPaper, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Another person than the one who put a unit on the list checks whether it can leave it, with a document.

    Raises Denied for that person and for anyone without an office over the unit. Raises ActionRefused without a reason
    or a document, while steps of the plan are open, and for a unit that is off the list.
    """
    row = _held(weak)
    if not queries.accepts(by, row, scheme):
        raise Denied("another person over the unit checks it")
    _refuse_off(row)
    words = needed(paper.reason, "reason", missing=_("Write what you checked."), most=MOST_REASON)
    document = _document(paper.document)
    if found is WeakMove.ACCEPT and row.help_steps.filter(done_on=None).exists():
        raise ActionRefused(_("Steps of the help plan are still open. Finish them first, or say that it is not yet."))
    row.state = WEAK_MOVES[WeakState(row.state), found]
    row.save(update_fields=["state"])
    WeakCheck.objects.create(
        weak_unit=row, found=found.value, words=words, document=document, on=today(at), at=at, by=by.account,
        listed_by=row.listed_by,
    )  # fmt: skip
    audit.record("check", "weak_unit", row.key, by=by, at=at, unit=row.unit, fields=("state",))
    _tell_unit(row, "weak_unit_accepted" if found is WeakMove.ACCEPT else "weak_unit_not_yet", scheme, at)


def _document(text: str) -> str:
    return needed(text, "document", missing=_("Give the number of the document."), most=MOST_DOCUMENT)


def _held(weak: WeakUnit) -> WeakUnit:
    WeakUnit.objects.select_for_update().get(pk=weak.pk)
    return WeakUnit.objects.select_related("unit", "listed_by").get(pk=weak.pk)


def _refuse_off(row: WeakUnit) -> None:
    if row.state != WeakState.LISTED:
        raise ActionRefused(_("The unit is off the list already."))


def _tell_unit(weak: WeakUnit, kind: str, scheme: Scheme, at: datetime) -> None:
    """Notifies the people in office of the unit."""
    roles = list(scheme.cases.owned_by) if scheme.cases else []
    posts = Post.objects.filter(in_office(today(at)), unit=weak.unit, role__in=roles)
    told, once = {"unit": weak.unit.name}, f"{kind}:{weak.key}:{at.isoformat()}"
    for account in Account.objects.filter(pk__in=posts.values("account"), is_active=True):
        notices.tell(account, kind, told, idempotency_key=once, at=at, link=f"/desk/weak-units/{weak.key}/")

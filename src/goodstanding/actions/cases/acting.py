"""What every action about cases needs: the rules, the case held, the step written, the audit trail, the notices."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.refusal import ActionRefused, said_day
from goodstanding.engine.scheme.cases import CaseRules
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, CaseStep, DutyCase, Post, Unit
from goodstanding.models.cases.moves import CASE_MOVES, CaseMove, CaseState
from goodstanding.models.people.post import in_office
from goodstanding.queries.cases import cases as queries
from goodstanding.queries.people.calendars import today

MOST_TITLE, MOST_REASON, MOST_TEXT = 200, 1000, 2000


def rules_of(scheme: Scheme) -> CaseRules:
    """Returns what the rules say of cases. Raises ActionRefused where they say nothing."""
    if scheme.cases is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return scheme.cases


def held(case: DutyCase) -> DutyCase:
    """Returns the case, locked and as it is now."""
    DutyCase.objects.select_for_update().get(pk=case.pk)
    return DutyCase.objects.select_related("unit", "member__unit", "owner__member", "above_unit").get(pk=case.pk)


def check_leads(case: DutyCase, scheme: Scheme, by: Viewer) -> None:
    """Raises Denied for anyone who does not lead the case: its owner, the member it is about, other offices."""
    if not queries.leads(by, case, scheme):
        raise Denied("this case is not theirs to lead")


def check_opens(unit: Unit, rules: CaseRules, by: Viewer) -> None:
    """Raises Denied unless the viewer opens cases over the unit."""
    if not named_offices.may_answer(by, unit, rules.opened_by):
        raise Denied("cases here are not theirs to open")


def due_day(due_on: date, rules: CaseRules, at: datetime) -> date:
    """Returns a day until which an order is due. Raises ActionRefused for one that has passed or lies too far off."""
    on = today(at)
    if due_on <= on:
        raise ActionRefused(_("Choose a day from tomorrow on, so that there is time to act."), "due_on")
    last = on + timedelta(days=rules.most_days)
    if due_on > last:
        raise ActionRefused(_("By the rules, it is due by %(day)s at the latest.") % {"day": said_day(last)}, "due_on")
    return due_on


def move(row: DutyCase, done: CaseMove) -> None:
    """Moves a case along its dict, without saving it. Raises ActionRefused for a way that is not there."""
    becomes = CASE_MOVES.get((CaseState(row.state), done))
    if becomes is None:
        told = {"state": row.get_state_display()}
        raise ActionRefused(_("This is no longer possible: it stands at “%(state)s” now.") % told)
    row.state = becomes


def step(
    what: CaseStep.What, case: DutyCase, *, by: Viewer | None, at: datetime, words: str = "", place: str = "",
    due_on: date | None = None,
) -> CaseStep:  # fmt: skip
    """Writes one step of a case."""
    account = by.account if by else None
    return CaseStep.objects.create(case=case, what=what, words=words, place=place, due_on=due_on, at=at, by=account)


def note(verb: str, case: DutyCase, *, by: Viewer | None, at: datetime) -> None:
    """Writes the line of the audit trail, without a word of the case."""
    audit.record(verb, "case", case.key, by=by, at=at, unit=case.unit, fields=("state",))


def tell(accounts: Iterable[Account], kind: str, case: DutyCase, *, at: datetime, **facts: str) -> None:
    """Notifies people in office, with the way to the case."""
    told = {"what": case.title, "unit": case.unit.name, "day": case.due_on.isoformat()} | facts
    for account in accounts:
        once = f"{kind}:{case.key}:{at.isoformat()}"
        notices.tell(account, kind, told, idempotency_key=once, at=at, link=f"/desk/cases/{case.key}/")


def tell_member(kind: str, case: DutyCase, *, at: datetime) -> None:
    """Notifies the member whom a case is about, if it is about one who does not own the order."""
    if case.member_id is None or case.owner.member_id == case.member_id:
        return
    told = {"what": case.title, "day": case.due_on.isoformat()}
    once = f"{kind}:{case.key}:{at.isoformat()}"
    notices.tell_member(case.member_id, kind, told, idempotency_key=once, at=at, link=f"/my/cases/{case.key}/")


def office_words(post: Post) -> str:
    """An office as it is stored with a case, which both languages can read."""
    return f"{post.role} · {post.unit.name}"[:260]


def above_people(unit: Unit, case: DutyCase, rules: CaseRules, on: date) -> list[Account]:
    """The people in office of a unit above that see a late order."""
    posts = Post.objects.filter(in_office(on), unit=unit, role__in=list(rules.owned_by), account__is_active=True)
    found = Account.objects.filter(pk__in=posts.values("account")).exclude(pk=case.owner_id)
    return list(found if case.member_id is None else found.exclude(member=case.member_id))

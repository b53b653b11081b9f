"""Decisions of bodies about members, written down by a named office-holder. Nothing here is proposed or computed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions.decisions import acting
from goodstanding.actions.refusal import ActionRefused, needed, refuse_future, said_day
from goodstanding.engine.scheme.decisions import DecisionRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, DecisionChange, Member, MemberDecision, Unit
from goodstanding.queries.decisions import decisions as queries
from goodstanding.queries.people.calendars import today

Side, What = MemberDecision.Side, DecisionChange.What
MOST_BODY, MOST_DOCUMENT, MOST_REASON = 200, 100, 500


@dataclass(frozen=True)
class DecisionPaper:
    """What the document says, and when the member was informed of it.

    body_unit: whose body decided, none for a body above the organization; body: its name, which may be left out where
    it is the unit's. Days that are left out are those that the rules give: the day of the document, the shortest
    effect, the time to appeal.
    """

    document: str
    dated_on: date
    body_unit: Unit | None = None
    body: str = ""
    form: str = ""
    effective_from: date | None = None
    ends_on: date | None = None
    informed_on: date | None = None
    appeal_until: date | None = None


@dataclass(frozen=True)
class ChangePaper:
    """What a later document says of a decision: from when, and why."""

    document: str
    body: str
    on: date
    reason: str


@transaction.atomic
def record(
    *, member: Member, kind: str, paper: DecisionPaper, scheme: Scheme, by: Viewer, at: datetime, sent: str = ""
) -> MemberDecision:  # fmt: skip
    """Writes a decision down, leaves the entry that the rules name, and notifies the member. `sent` again: the first.

    Raises Denied for anyone without an office that writes such a thing down over the member, and about oneself. Raises
    ActionRefused for a body that does not decide it, for days that do not fit, and for a sanction of which the member
    was not informed first.
    """
    rule = acting.rule_of(kind, scheme)
    named_offices.check_answers(by, member.unit, rule.recorded_by, about=member.pk)
    Account.objects.select_for_update().get(pk=by.account.pk)
    digest = hashlib.sha256(sent.encode(errors="surrogatepass")).hexdigest() if sent else None
    known = MemberDecision.objects.filter(made_by=by.account, sent=digest).first() if digest else None
    if known is not None:
        return known
    made = _write(member, kind, paper, scheme, by, at, digest=digest)
    acting.follow_entries(made, {}, acting.entries_of(made, rule, today(at)), "", scheme, by=by, at=at)
    acting.note("record", made, by=by, at=at)
    acting.tell("decision_recorded", made, at=at)
    return made


@transaction.atomic
def correct(
    *, decision: MemberDecision, paper: DecisionPaper, reason: str, scheme: Scheme, by: Viewer, at: datetime
) -> MemberDecision:  # fmt: skip
    """Writes down that a decision stands otherwise: as another one in its place, with a reason. Returns that one.

    Raises what `record` raises, and ActionRefused for a decision that was corrected or revoked before.
    """
    row, rule = _locked(decision, by, scheme)
    reason = needed(reason, "reason", missing=_("Give a reason."), most=MOST_REASON)
    was = acting.entries_of(row, rule, today(at))
    made = _write(row.member, row.kind, paper, scheme, by, at, corrects=row)
    _change(row, What.CORRECTED, ChangePaper(made.document, made.body, made.dated_on, reason), by, at)
    acting.follow_entries(row, was, {}, reason, scheme, by=by, at=at)
    acting.follow_entries(made, {}, acting.entries_of(made, rule, today(at)), "", scheme, by=by, at=at)
    acting.note("correct", made, by=by, at=at)
    acting.tell("decision_corrected", made, at=at)
    return made


@transaction.atomic
def revoke(*, decision: MemberDecision, paper: ChangePaper, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Writes down that a body revoked a decision, as after an appeal. It never had effect, and its entry is taken back.

    Raises Denied as `record` does. Raises ActionRefused for a decision that was corrected or revoked before.
    """
    row, rule = _locked(decision, by, scheme)
    was = acting.entries_of(row, rule, today(at))
    _change(row, What.REVOKED, _checked(row, paper, at), by, at)
    acting.follow_entries(row, was, {}, paper.reason, scheme, by=by, at=at)
    acting.note("revoke", row, by=by, at=at)
    acting.tell("decision_revoked", row, at=at)


@transaction.atomic
def lift(*, decision: MemberDecision, paper: ChangePaper, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Writes down that a body lifted the effect of a decision from a day on. What it left until then stays.

    Raises Denied as `record` does. Raises ActionRefused for a decision without effect, and for one that was lifted.
    """
    row, rule = _locked(decision, by, scheme)
    if rule.ends == "never":
        raise ActionRefused(_("This kind of decision has no effect that ends. Where it was wrong, revoke it."))
    if queries.lifted_on(row) is not None:
        raise ActionRefused(_("Its effect was lifted already."))
    checked = _checked(row, paper, at)
    if row.ends_on is not None and checked.on > row.ends_on:
        raise ActionRefused(_("Its effect had ended by then: on %(day)s.") % {"day": said_day(row.ends_on)}, "on")
    was = acting.entries_of(row, rule, today(at))
    _change(row, What.LIFTED, checked, by, at)
    now = acting.entries_of(MemberDecision.objects.get(pk=row.pk), rule, today(at))
    acting.follow_entries(row, was, now, checked.reason, scheme, by=by, at=at)
    acting.note("lift", row, by=by, at=at)
    acting.tell("decision_lifted", row, at=at, day=checked.on)


def _write(
    member: Member, kind: str, paper: DecisionPaper, scheme: Scheme, by: Viewer, at: datetime, *,
    corrects: MemberDecision | None = None, digest: str | None = None,
) -> MemberDecision:  # fmt: skip
    rule = acting.rule_of(kind, scheme)
    if member.unit is None or member.left_on is not None:
        raise ActionRefused(_("This is for members of a unit."))
    _refuse_form(rule, paper.form)
    refuse_future(paper.dated_on, at, "dated_on")
    start = paper.effective_from or paper.dated_on
    if start < member.joined_on:
        raise ActionRefused(_("That is before the member joined."), "effective_from")
    informed_on, appeal_until = _told(rule, paper, scheme, at)
    return MemberDecision.objects.create(
        member=member, unit=member.unit, kind=kind, side=rule.side, form=paper.form,
        document=_document(paper.document), dated_on=paper.dated_on, body_unit=paper.body_unit,
        body=_body(rule, member, paper), effective_from=start, ends_on=_end(rule, start, paper.ends_on),
        informed_on=informed_on, appeal_until=appeal_until, corrects=corrects, made_at=at, made_by=by.account,
        sent=digest,
    )  # fmt: skip


def _document(text: str) -> str:
    return needed(text, "document", missing=_("Give the number of the document."), most=MOST_DOCUMENT)


def _refuse_form(rule: DecisionRule, form: str) -> None:
    if form not in rule.forms if rule.forms else form:
        raise ActionRefused(_("Say in which form it was decided."), "form")


def _body(rule: DecisionRule, member: Member, paper: DecisionPaper) -> str:
    """Returns the name of the body. Raises ActionRefused for a body that does not decide such a thing."""
    if paper.body_unit is None and not queries.decides_beyond(rule):
        raise ActionRefused(_("Choose the unit whose body decided it."), "body_unit")
    if paper.body_unit is not None and paper.body_unit not in queries.bodies_of(rule, member):
        raise ActionRefused(_("By the rules, the bodies of this unit do not decide such a thing."), "body_unit")
    name = paper.body or (paper.body_unit.name if paper.body_unit else "")
    return needed(name, "body", missing=_("Write which body decided it."), most=MOST_BODY)


def _end(rule: DecisionRule, start: date, ends_on: date | None) -> date | None:
    """Returns the last day of the effect. Raises ActionRefused for a day that the rules do not allow."""
    if rule.ends != "date" or rule.months is None:
        if ends_on is not None:
            raise ActionRefused(_("By the rules, its effect has no fixed end."), "ends_on")
        return None
    least, most = (queries.last_day(start, months) for months in (rule.months.least, rule.months.most))
    if ends_on is None:
        return least
    if not least <= ends_on <= most:
        told = {"first": said_day(least), "last": said_day(most)}
        raise ActionRefused(_("By the rules, its effect ends between %(first)s and %(last)s.") % told, "ends_on")
    return ends_on


def _told(rule: DecisionRule, paper: DecisionPaper, scheme: Scheme, at: datetime) -> tuple[date | None, date | None]:
    """Returns when the member was informed and until when an appeal is possible, none of both for an award.

    Raises ActionRefused for a sanction of which the member was not informed, and for less time than the rules give.
    """
    if paper.informed_on is not None:
        refuse_future(paper.informed_on, at, "informed_on")
        if paper.informed_on < paper.dated_on:
            raise ActionRefused(_("That is before the decision was made."), "informed_on")
    if rule.side == "award":
        return paper.informed_on, None
    if paper.informed_on is None:
        raise ActionRefused(
            _("Inform the member first, and say on which day. Only then is the decision recorded."), "informed_on"
        )
    least = paper.informed_on + timedelta(days=acting.rules_of(scheme).appeal.within_days)
    if paper.appeal_until is not None and paper.appeal_until < least:
        raise ActionRefused(
            _("By the rules, the member can appeal until %(day)s at least.") % {"day": said_day(least)}, "appeal_until"
        )
    return paper.informed_on, paper.appeal_until or least


def _locked(decision: MemberDecision, by: Viewer, scheme: Scheme) -> tuple[MemberDecision, DecisionRule]:
    """Returns a decision and its rule, its member locked. Raises Denied without the office, ActionRefused if void."""
    # Decisions themselves are never changed, so the member is held.
    Member.objects.select_for_update().get(pk=decision.member_id)
    row = queries.own(decision.member).get(pk=decision.pk)
    rule = acting.rule_of(row.kind, scheme)
    if row.member.left_on is not None:
        raise Denied("the member has left")
    named_offices.check_answers(by, row.member.unit, rule.recorded_by, about=row.member_id)
    if queries.is_void(row):
        raise ActionRefused(_("This decision was corrected or revoked already. Open the newest one."))
    return row, rule


def _checked(row: MemberDecision, paper: ChangePaper, at: datetime) -> ChangePaper:
    refuse_future(paper.on, at)
    if paper.on < row.dated_on:
        raise ActionRefused(_("That is before the decision was made."), "on")
    body = needed(paper.body, "body", missing=_("Write which body decided it."), most=MOST_BODY)
    reason = needed(paper.reason, "reason", missing=_("Give a reason."), most=MOST_REASON)
    return ChangePaper(_document(paper.document), body, paper.on, reason)


def _change(row: MemberDecision, what: DecisionChange.What, paper: ChangePaper, by: Viewer, at: datetime) -> None:
    DecisionChange.objects.create(
        decision=row, what=what, document=paper.document, body=paper.body, on=paper.on, reason=paper.reason, at=at,
        by=by.account,
    )  # fmt: skip


@transaction.atomic
def leave_yearly(*, on: date, scheme: Scheme, at: datetime) -> int:
    """Leaves the entries whose day has come: of decisions that begin, and of a new year. Returns how many."""
    rules = queries.rules_of(scheme)
    kinds: Mapping[str, DecisionRule] = rules.kinds if rules else {}
    left = [word for word, rule in kinds.items() if rule.entry is not None]
    found = queries.having_effect(on).filter(kind__in=left, member__left_on=None).prefetch_related("changes")
    return sum(acting.leave_missing(row, kinds[row.kind], on, scheme, at=at) for row in found.order_by("pk"))

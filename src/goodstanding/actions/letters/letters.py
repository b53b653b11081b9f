"""Letters of members: sent to a named office, answered in time, settled by the member or passed one level up, once."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.ledger.follow import FollowedDeed, Slot, follow
from goodstanding.actions.refusal import ActionRefused, at_most, needed, refuse_future
from goodstanding.engine.scheme.letters import LetterRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Fact, Letter, LetterStep, Member, Unit
from goodstanding.models.ledger.fact import YES
from goodstanding.models.letters.moves import LETTER_MOVES, LetterMove, LetterState
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.letters import letters as queries
from goodstanding.queries.people.calendars import today, working_days_after
from goodstanding.queries.people.namesakes import name_anywhere

State, Move, What = LetterState, LetterMove, LetterStep.What
MOST_TITLE, MOST_TEXT = 200, 2000
#: A letter on paper is typed in so many days after it was handed in, at the latest.
MOST_DAYS_BACK = 31
#: What changes once a letter is passed up.
_PASSED_UP = ("at_unit", "above_unit", "passed_up", "answered_on", "due_on", "reminded_before", "reminded_after")


@dataclass(frozen=True)
class LetterText:
    """What a member writes."""

    title: str
    text: str


@dataclass(frozen=True)
class PaperText(LetterText):
    """What stands on a member's paper, and when it was handed in."""

    handed_in_on: date


@transaction.atomic
def make(
    *, member: Member, kind: str, what: LetterText, scheme: Scheme, by: Viewer, at: datetime,
    about: Unit | None = None, form: str = "",
) -> Letter:  # fmt: skip
    """Sends a letter, and returns it. about: the unit that is complained about. The same `form` again: the first.

    Raises Denied for anyone but the member. Raises ActionRefused for empty or too long words, for a unit that cannot be
    complained about, and where no other person answers.
    """
    rule, on = rule_of(kind, scheme), today(at)
    if by.member_id != member.pk:
        raise Denied("members write their letters themselves")
    about = _about(rule, member, about, on)
    return _send(member, kind, what, about, scheme, by=by, at=at, form=form)


@transaction.atomic
def type_in(
    *, member: Member, kind: str, what: PaperText, scheme: Scheme, by: Viewer, at: datetime, about: Unit | None = None,
    form: str = "",
) -> Letter:  # fmt: skip
    """Types a letter in that a member handed in on paper, and returns it. Its days count from when it was handed in.

    It is typed in where such letters are answered, or above: never by the member, nor by a person in office in the unit
    complained about. Raises Denied for anyone else. Raises ActionRefused for what `make` refuses, and for a day to come
    or more than a month ago.
    """
    rule, on = rule_of(kind, scheme), today(at)
    about = _about(rule, member, about, on)
    if not queries.may_type_in(by, rule, member, about):
        raise Denied("it is typed in where it is answered")
    refuse_future(what.handed_in_on, at, "handed_in_on")
    if (on - what.handed_in_on).days > MOST_DAYS_BACK:
        raise ActionRefused(_("That is more than a month ago. Ask the member to hand it in anew."), "handed_in_on")
    letter = _send(member, kind, what, about, scheme, by=by, at=at, form=form)
    _tell_member(letter, "letter_typed_in", at=at)
    return letter


def _send(
    member: Member, kind: str, what: LetterText, about: Unit | None, scheme: Scheme, *, by: Viewer, at: datetime,
    form: str,
) -> Letter:  # fmt: skip
    """Writes a letter down and notifies the people who answer it."""
    on = what.handed_in_on if isinstance(what, PaperText) else today(at)
    rule = rule_of(kind, scheme)
    title = needed(what.title, "title", missing=_("Write what it is about."), most=MOST_TITLE)
    text = needed(what.text, "text", missing=_("Write your question, or what is wrong."), most=MOST_TEXT)
    to = queries.addressee(rule, member, about, today(at))
    if to is None or member.unit is None:
        raise ActionRefused(_("Nobody answers such letters for your branch. Ask in person at the unit above."))
    Account.objects.select_for_update().get(pk=by.account.pk)
    digest = hashlib.sha256(form.encode(errors="surrogatepass")).hexdigest() if form else None
    known = Letter.objects.filter(made_by=by.account, form=digest).first() if digest else None
    if known is not None:
        return known
    letter = Letter(
        member=member, kind=kind, unit=member.unit, about_unit=about, to_unit=to, at_unit=to, title=title, text=text,
        due_on=working_days_after(on, rule.within_days).day, made_on=on, made_at=at, made_by=by.account, form=digest,
        on_paper=isinstance(what, PaperText),
    )  # fmt: skip
    letter.above_unit = queries.above_of(letter, rule, today(at))
    letter.save(force_insert=True)
    _write(What.MADE, letter, by=by, at=at)
    _note("send", letter, by=by, at=at)
    _follow(letter, {}, _left(letter, rule), "", scheme, by=by, at=at)
    tell_offices(letter, "letter_made", rule, letter.at_unit, at=at)
    return letter


@transaction.atomic
def answer(*, letter: Letter, words: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Answers a letter in the name of the acting person. Another answer corrects the first; both can be read.

    Raises Denied for anyone who does not answer it, which the member and people in office in the unit complained about
    never do. Raises ActionRefused without words, and for a letter that is settled or was taken back.
    """
    row = _held(letter)
    if not queries.at_desk(by, scheme).filter(pk=row.pk).exists():
        raise Denied("this is not theirs to answer")
    words = needed(words, "words", missing=_("Write the answer."), most=MOST_TEXT)
    _move(row, Move.ANSWER)
    if not queries.answerable(by, scheme).filter(pk=row.pk).exists():
        raise Denied("this is not theirs to answer any more")
    row.answered_on = today(at)
    row.save(update_fields=["state", "answered_on"])
    _write(What.ANSWERED, row, by=by, at=at, words=words)
    _note("answer", row, by=by, at=at)
    _tell_member(row, "letter_answered", at=at)


@transaction.atomic
def settle(*, letter: Letter, by: Viewer, at: datetime) -> None:
    """The member says that this answers it. Settled already, it changes nothing. Raises Denied for anyone else."""
    row = _own(letter, by)
    if row.state == State.SETTLED:
        return
    _move(row, Move.SETTLE)
    row.save(update_fields=["state"])
    _write(What.SETTLED, row, by=by, at=at)
    _note("settle", row, by=by, at=at)


@transaction.atomic
def pass_up(*, letter: Letter, words: str, scheme: Scheme, by: Viewer, at: datetime) -> Unit:
    """The member passes an answered letter one level up, once, and says what is still open. Returns that unit.

    Raises Denied for anyone but the member. Raises ActionRefused the second time, where no unit above answers, and for
    too many words.
    """
    row = _own(letter, by)
    rule, on = rule_of(row.kind, scheme), today(at)
    words = at_most(words, "words", MOST_TEXT)
    if row.passed_up:
        raise ActionRefused(_("It was passed up already. Ask in person, or write a new letter."))
    above = queries.above_of(row, rule, on)
    if above is None:
        raise ActionRefused(_("No unit above answers such letters."))
    _move(row, Move.PASS_UP)
    row.at_unit, row.passed_up, row.answered_on = above, True, None
    row.due_on = working_days_after(on, rule.within_days).day
    row.above_unit = queries.above_of(row, rule, on)
    row.reminded_before, row.reminded_after = False, False
    row.save(update_fields=[*_PASSED_UP, "state"])
    _write(What.PASSED_UP, row, by=by, at=at, words=words, place=above.name)
    _note("pass_up", row, by=by, at=at)
    tell_offices(row, "letter_made", rule, above, at=at)
    return above


@transaction.atomic
def withdraw(*, letter: Letter, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """The member takes a letter back before it is answered. Taken back already, it changes nothing.

    Raises Denied for anyone else. Raises ActionRefused for a letter that is answered.
    """
    row = _own(letter, by)
    if row.state == State.WITHDRAWN:
        return
    rule = rule_of(row.kind, scheme)
    was = _left(row, rule)
    _move(row, Move.WITHDRAW)
    row.save(update_fields=["state"])
    _write(What.WITHDRAWN, row, by=by, at=at)
    _note("withdraw", row, by=by, at=at)
    _follow(row, was, _left(row, rule), gettext("The member took it back."), scheme, by=by, at=at)


@transaction.atomic
def remind(*, on: date, scheme: Scheme, at: datetime) -> int:
    """Reminds the people who answer, before the last day and once after it, when the unit above sees it as well.

    Returns for how many letters something was sent.
    """
    rules = queries.rules_of(scheme)
    if rules is None:
        return 0
    found = Letter.objects.filter(state=State.WAITING, kind__in=rules.kinds).select_related(
        "member", "at_unit", "above_unit", "about_unit"
    )
    soon = on + timedelta(days=rules.remind_before)
    before = list(found.filter(due_on__gte=on, due_on__lte=soon, reminded_before=False).order_by("pk"))
    after = list(found.filter(due_on__lt=on, reminded_after=False).order_by("pk"))
    for row in before:
        tell_offices(row, "letter_due", rules.kinds[row.kind], row.at_unit, at=at)
        row.reminded_before = True
        row.save(update_fields=["reminded_before"])
    for row in after:
        _late(row, rules.kinds[row.kind], at)
    return len(before) + len(after)


def _late(row: Letter, rule: LetterRule, at: datetime) -> None:
    """What happens once a letter is late: both units are notified, and the member reads who sees it now."""
    tell_offices(row, "letter_overdue", rule, row.at_unit, at=at)
    if row.above_unit is not None:
        tell_offices(row, "letter_late_above", rule, row.above_unit, at=at)
        _tell_member(row, "letter_late", at=at, unit=row.above_unit.name)
        _write(What.LATE, row, by=None, at=at, place=row.above_unit.name)
    row.reminded_after = True
    row.save(update_fields=["reminded_after"])


def rule_of(kind: str, scheme: Scheme) -> LetterRule:
    """Returns what the rules say about a kind of letter. Raises ActionRefused for a kind that they do not have."""
    rule = scheme.letters.kinds.get(kind) if scheme.letters else None
    if rule is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return rule


def tell_offices(letter: Letter, kind: str, rule: LetterRule, unit: Unit, *, at: datetime) -> None:
    """Notifies the people who answer such a letter in a unit."""
    facts = {"what": letter.title, "day": letter.due_on.isoformat(), "member": name_anywhere(letter.member)}
    once = f"{kind}:{letter.key}:{unit.pk}"
    for account in queries.answerers(unit, rule, letter.about_unit, letter.member_id, today(at)):
        notices.tell(account, kind, facts, idempotency_key=once, at=at, link=f"/desk/letters/{letter.key}/")


def _tell_member(letter: Letter, kind: str, *, at: datetime, **facts: str) -> None:
    once = f"{kind}:{letter.key}:{at.isoformat()}"
    link = f"/my/letters/{letter.key}/"
    notices.tell_member(
        letter.member_id, kind, {"what": letter.title} | facts, idempotency_key=once, at=at, link=link
    )  # fmt: skip


def _about(rule: LetterRule, member: Member, about: Unit | None, on: date) -> Unit | None:
    """Returns the unit complained about, the own one where none is named; None for a question."""
    if rule.to == "own":
        return None
    units = queries.can_be_about(rule, member, on)
    about = about or next(iter(units), None)
    if about is None or about not in units:
        raise ActionRefused(_("Choose your own unit or a unit above it, for which another unit can answer."), "about")
    return about


def _held(letter: Letter) -> Letter:
    Letter.objects.select_for_update().get(pk=letter.pk)
    return Letter.objects.select_related("member__unit", "unit", "at_unit", "about_unit").get(pk=letter.pk)


def _own(letter: Letter, by: Viewer) -> Letter:
    row = _held(letter)
    if by.member_id != row.member_id:
        raise Denied("this is not their letter")
    return row


def _move(row: Letter, move: LetterMove) -> None:
    becomes = LETTER_MOVES.get((State(row.state), move))
    if becomes is None:
        told = {"state": row.get_state_display()}
        raise ActionRefused(_("This is no longer possible: it stands at “%(state)s” now.") % told)
    row.state = becomes


def _write(
    what: LetterStep.What, letter: Letter, *, by: Viewer | None, at: datetime, words: str = "", place: str = ""
) -> None:  # fmt: skip
    LetterStep.objects.create(letter=letter, what=what, words=words, place=place, at=at, by=by.account if by else None)


def _note(verb: str, letter: Letter, *, by: Viewer, at: datetime) -> None:
    """Writes the line of the audit trail: of the unit that answers, without a word of the letter."""
    audit.record(verb, "letter", letter.key, by=by, at=at, unit=letter.at_unit, fields=("state",))


def _left(letter: Letter, rule: LetterRule) -> dict[Slot, SaidFact]:
    if rule.entry is None or letter.state == State.WITHDRAWN:
        return {}
    return {Slot(rule.entry, f"letter:{letter.key}"): SaidFact(YES, letter.made_on)}


def _follow(
    letter: Letter, was: dict[Slot, SaidFact], wanted: dict[Slot, SaidFact], reason: str, scheme: Scheme, *,
    by: Viewer, at: datetime,
) -> None:  # fmt: skip
    unit = letter.member.unit or letter.unit
    deed = FollowedDeed(Fact.Source.LETTER, letter.member, unit, f"{letter.unit.code} {letter.unit.name}"[:200])
    follow(deed, was, wanted, reason, scheme=scheme, by=by, at=at)

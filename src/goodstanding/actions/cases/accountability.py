"""Accountability: opened by a named person with a reason, heard, decided by a body, announced, appealed, answered.

The system proposes no form and no person, and opens nothing by itself. A step is never changed: another corrects it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit, notices
from goodstanding.actions.refusal import ActionRefused, needed, refuse_future, said_day
from goodstanding.engine.scheme.accountability import AccountabilityRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, AccountabilityFile, AccountabilityStep, Post, Unit
from goodstanding.models.cases.accountability import FILE_MOVES, FileMove, FileState
from goodstanding.models.people.post import in_office
from goodstanding.queries.cases import accountability as queries
from goodstanding.queries.people.calendars import today

MOST_WORDS, MOST_DOCUMENT = 4000, 100
What, Move = AccountabilityStep.What, FileMove
#: The moves of the person concerned; the people who lead the file can take them down for that person.
_OWN = (Move.HEAR, Move.APPEAL)
_OF_A_BODY = (Move.DECIDE, Move.CONFIRM, Move.REVOKE)


@dataclass(frozen=True)
class FileSubject:
    """A unit; or with a post, the person who holds that office there."""

    unit: Unit
    post: Post | None = None


@dataclass(frozen=True)
class StepPaper:
    """What a step says. body_unit, document: of the body that decided or answered; form, layer: of the decision."""

    words: str
    on: date
    document: str = ""
    body_unit: Unit | None = None
    form: str = ""
    layer: str = ""


@transaction.atomic
def open_file(
    *, about: FileSubject, basis: str, circumstance: str, reason: str, scheme: Scheme, by: Viewer, at: datetime
) -> AccountabilityFile:  # fmt: skip
    """Opens a file, and returns it. The person concerned is notified.

    Raises Denied for anyone but an office over the unit, and about oneself. Raises ActionRefused without a reason, and
    for a basis or a circumstance that the rules do not have on that day.
    """
    rule, on = rule_of(scheme), today(at)
    if not queries.leads(by, about.unit, scheme):
        raise Denied("files here are not theirs to open")
    if about.post is not None and about.post.account_id == by.account.pk:
        raise Denied("nobody opens a file about oneself")
    if basis not in rule.basis_on(on):
        raise ActionRefused(_("Choose the basis."), "basis")
    if circumstance not in rule.circumstances:
        raise ActionRefused(_("Choose the circumstance."), "circumstance")
    if about.post is not None and about.post.unit_id != about.unit.pk:
        raise ActionRefused(_("Choose an office in this unit."), "post")
    words = needed(reason, "reason", missing=_("Give a reason."), most=MOST_WORDS)
    file = AccountabilityFile.objects.create(
        unit=about.unit, post=about.post, member=about.post.account.member if about.post else None, basis=basis,
        circumstance=circumstance, opened_on=on, opened_at=at, opened_by=by.account,
    )  # fmt: skip
    _write(file, What.OPEN, StepPaper(words, on), by=by, at=at)
    _tell(file, "accountability_opened", rule, at)
    return file


@transaction.atomic
def take(
    *, file: AccountabilityFile, move: FileMove, paper: StepPaper, scheme: Scheme, by: Viewer, at: datetime
) -> AccountabilityFile:  # fmt: skip
    """Takes one step of a file down, and returns the file.

    Raises Denied for anyone without the office, for the person concerned but in the own statement and the appeal, and
    where the appeal is answered by the person who took the decision down. Raises ActionRefused for a way that is not
    there, without words, for days in the wrong order, for an appeal that is late, and for a body, a form or a layer
    that the rules do not have.
    """
    rule, row = rule_of(scheme), _held(file)
    _check_takes(row, move, scheme, by)
    becomes = FILE_MOVES.get((FileState(row.state), move))
    if becomes is None:
        told = {"state": row.get_state_display()}
        raise ActionRefused(_("This is no longer possible: it stands at “%(state)s” now.") % told)
    words = needed(paper.words, "words", missing=_("Write it down in words."), most=MOST_WORDS)
    _refuse_day(row, paper.on, at)
    body = _body(row, move, paper, rule)
    if move is Move.DECIDE:
        _refuse_form(row, paper, rule)
    _clock(row, move, paper.on, rule, at)
    row.state = becomes
    row.save(update_fields=["state", "appeal_until", "answer_by"])
    decides = move is Move.DECIDE
    step = StepPaper(
        words, paper.on, paper.document.strip(), body, paper.form if decides else "", paper.layer if decides else ""
    )
    _write(row, What(move.value), step, by=by, at=at)
    _tell(row, "accountability_step", rule, at)
    return row


@transaction.atomic
def correct(*, step: AccountabilityStep, words: str, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Says otherwise what a step said, as another row beside it. Raises Denied for anyone who does not lead the file.

    Raises ActionRefused without words.
    """
    rule, row = rule_of(scheme), _held(step.file)
    if not queries.leads(by, row.unit, scheme) or _is_concerned(row, by, rule):
        raise Denied("this file is not theirs")
    words = needed(words, "words", missing=_("Write what is right instead."), most=MOST_WORDS)
    _write(row, What.CORRECT, StepPaper(words, today(at)), by=by, at=at, corrects=step)
    _tell(row, "accountability_step", rule, at)


def rule_of(scheme: Scheme) -> AccountabilityRule:
    """Returns what the rules say of accountability. Raises ActionRefused where they say nothing."""
    if scheme.accountability is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return scheme.accountability


def _held(file: AccountabilityFile) -> AccountabilityFile:
    AccountabilityFile.objects.select_for_update().get(pk=file.pk)
    return AccountabilityFile.objects.select_related("unit", "post__account", "member").get(pk=file.pk)


def _is_concerned(file: AccountabilityFile, by: Viewer, rule: AccountabilityRule) -> bool:
    """Whether the file is about the viewer, or about a unit for which the viewer speaks."""
    if file.post is not None:
        return file.post.account_id == by.account.pk or (file.member_id is not None and file.member_id == by.member_id)
    return any(office.unit_id == file.unit_id and office.role.value in rule.heads for office in by.offices)


def _check_takes(file: AccountabilityFile, move: FileMove, scheme: Scheme, by: Viewer) -> None:
    rule = rule_of(scheme)
    if _is_concerned(file, by, rule):
        if move not in _OWN:
            raise Denied("the person concerned speaks and appeals, and others decide")
        return
    if not queries.leads(by, file.unit, scheme):
        raise Denied("this file is not theirs")
    decided = queries.decision(file)
    if move in (Move.CONFIRM, Move.REVOKE) and decided is not None and decided.by_id == by.account.pk:
        raise Denied("another person takes the answer down than the one who took the decision down")


def _refuse_day(file: AccountabilityFile, on: date, at: datetime) -> None:
    refuse_future(on, at)
    last = file.steps.exclude(what=What.CORRECT).order_by("-pk").values_list("on", flat=True).first()
    if last is not None and on < last:
        raise ActionRefused(_("That is before the step that came before: %(day)s.") % {"day": said_day(last)}, "on")


def _body(file: AccountabilityFile, move: FileMove, paper: StepPaper, rule: AccountabilityRule) -> Unit | None:
    """Returns whose body decided or answered. Raises ActionRefused without a document, or for a body that cannot."""
    if move not in _OF_A_BODY:
        return None
    needed(paper.document, "document", missing=_("Give the number of the document."), most=MOST_DOCUMENT)
    if move is Move.DECIDE:
        allowed, refused = queries.bodies(file, rule), _("By the rules, the bodies of this unit do not decide this.")
    else:
        allowed, refused = queries.answering_bodies(file, rule), _("Another body than the one that decided answers.")
    if paper.body_unit is None or paper.body_unit not in allowed:
        raise ActionRefused(refused, "body_unit")
    return paper.body_unit


def _refuse_form(file: AccountabilityFile, paper: StepPaper, rule: AccountabilityRule) -> None:
    if paper.form not in rule.forms_on(paper.on, "person" if file.post_id else "organization"):
        raise ActionRefused(_("Choose the form that the body decided."), "form")
    if paper.layer not in rule.layers:
        raise ActionRefused(_("Choose who is responsible, as the body decided."), "layer")


def _clock(file: AccountabilityFile, move: FileMove, on: date, rule: AccountabilityRule, at: datetime) -> None:
    """Sets the clocks of the appeal. Raises ActionRefused for an appeal that is late, and for an effect too early."""
    if move is Move.ANNOUNCE:
        file.appeal_until = on + timedelta(days=rule.appeal_days)
    if move is Move.APPEAL:
        assert file.appeal_until is not None, "it was announced"
        if on > file.appeal_until:
            raise ActionRefused(_("An appeal was possible until %(day)s.") % {"day": said_day(file.appeal_until)}, "on")
        file.answer_by = on + timedelta(days=rule.answer_days)
    if move is Move.TAKE_EFFECT and file.appeal_until is not None and today(at) <= file.appeal_until:
        said = _("An appeal is possible until %(day)s; it takes effect afterwards.")
        raise ActionRefused(said % {"day": said_day(file.appeal_until)})


def _write(
    file: AccountabilityFile, what: AccountabilityStep.What, paper: StepPaper, *, by: Viewer, at: datetime,
    corrects: AccountabilityStep | None = None,
) -> None:  # fmt: skip
    AccountabilityStep.objects.create(
        file=file, what=what, words=paper.words, on=paper.on, document=paper.document, body_unit=paper.body_unit,
        body=paper.body_unit.name if paper.body_unit else "", form=paper.form, layer=paper.layer, corrects=corrects,
        at=at, by=by.account,
    )  # fmt: skip
    verb = "open_case" if what == What.OPEN else "correct" if what == What.CORRECT else "record"
    audit.record(verb, "accountability", file.key, by=by, at=at, unit=file.unit, fields=("state",))


def _tell(file: AccountabilityFile, kind: str, rule: AccountabilityRule, at: datetime) -> None:
    """Notifies the person concerned, or the people who speak for the unit."""
    if file.post is not None:
        accounts = Account.objects.filter(pk=file.post.account_id)
    else:
        posts = Post.objects.filter(in_office(today(at)), unit=file.unit, role__in=list(rule.heads))
        accounts = Account.objects.filter(pk__in=posts.values("account"))
    told = {"unit": file.unit.name}
    once = f"{kind}:{file.key}:{at.isoformat()}:{file.state}"
    for account in accounts.filter(is_active=True):
        notices.tell(account, kind, told, idempotency_key=once, at=at, link=f"/my/accountability/{file.key}/")

"""Members in a round: the sheet of the year, what was written, the view and the grade."""

from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.models import (
    Appraisee,
    CommitteeView,
    Fact,
    GradeDecision,
    GradeObjection,
    MutualRemark,
    SelfAppraisal,
)
from goodstanding.models.appraisal.moves import RoundState
from goodstanding.queries.appraisal.members import WithoutGrade
from goodstanding.queries.appraisal.sheet import Sheet, SheetLine
from goodstanding.web.appraisal.presenters.rounds import grade
from goodstanding.web.decisions.presenters.decisions import kind_title
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]
State = RoundState


def sheet_groups(sheet: Sheet, url: str) -> list[Entry]:
    """The sheet of the year, chapter by chapter; each line opens its entries. url: the page of the entries."""
    return [
        {
            "title": terms.text(group.title),
            "rows": [
                {
                    "label": terms.text(line.title),
                    "value": _amount(line),
                    "note": _excused(line),
                    "url": f"{url}?kind={line.kind}",
                }
                for line in group.lines
            ],
        }
        for group in sheet.groups
    ]


def _amount(line: SheetLine) -> str:
    if line.total is not None:
        return _number(line.total)
    if line.done == line.recorded:
        return ngettext("%(count)s time", "%(count)s times", line.done) % {"count": line.done}
    return _("%(done)s of %(recorded)s") % {"done": line.done, "recorded": line.recorded}


def _number(thousandths: int) -> str:
    """An amount without zeros at its end."""
    whole, rest = divmod(thousandths, 1000)
    return number_format(thousandths / 1000 if rest else whole, use_l10n=True)


def _excused(line: SheetLine) -> str:
    if not line.excused:
        return ""
    return ngettext("%(count)s excused", "%(count)s excused", line.excused) % {"count": line.excused}


def months(sheet: Sheet) -> list[Entry]:
    """The published total of each month."""
    return [
        {
            "label": terms.month(month),
            "value": _("Not rated") if total is None else number_format(total / 100, decimal_pos=1),
        }
        for month, total in sheet.months
    ]


def entry_line(fact: Fact) -> Entry:
    """One entry behind a line of the sheet."""
    value = _("Excused") if fact.value is None else _number(fact.value)
    return {"label": terms.said_day(fact.occurred_on), "value": value, "note": fact.get_source_display()}


def draft_text(sheet: Sheet) -> str:
    """What the self-appraisal begins with: the sheet in words, for the member to change."""
    lines = [
        _("%(group)s: %(items)s")
        % {
            "group": terms.text(group.title),
            "items": terms.listed(terms.pair(terms.text(line.title), _amount(line)) for line in group.lines),
        }
        for group in sheet.groups
    ]
    return "\n".join(lines)


def remark(found: MutualRemark) -> Entry:
    """A word of another member."""
    return {
        "title": found.author.member.shown_as,
        "text": "\n".join(part for part in (found.valued, found.better) if part),
        "valued": found.valued,
        "better": found.better,
        "when": terms.said_day(found.on),
    }


def self_text(found: SelfAppraisal | None) -> Entry | None:
    """A self-appraisal that was handed in."""
    if found is None or found.handed_in_on is None:
        return None
    how = "" if found.how == SelfAppraisal.How.OWN else str(found.get_how_display())
    day = _("Handed in on %(day)s") % {"day": terms.said_day(found.handed_in_on)}
    return {"text": found.text, "plan": found.plan, "when": " · ".join(part for part in (day, how) if part)}


def view(found: CommitteeView | None) -> Entry | None:
    """The committee's view."""
    if found is None:
        return None
    return {"score": found.score, "reason": found.reason, "when": terms.said_day(found.on)}


def decision(found: GradeDecision) -> Entry:
    """A decision about a grade, with its body, who was there, and why."""
    reason = found.reason if found.basis == GradeDecision.Basis.REASON else str(found.get_basis_display())
    parts = [reason, found.measure and _("Help: %(text)s") % {"text": found.measure}]
    parts.append(f"{found.body} · {found.present}")
    return {
        "title": grade(found.grade),
        "text": " — ".join(part for part in parts if part),
        "when": terms.said_day(found.on),
        "datetime": found.on.isoformat(),
        "by": found.by.shown_name,
        "icon": "seal",
    }


def objection(found: GradeObjection) -> Entry:
    """An own objection, with its answer."""
    return {
        "key": found.key,
        "title": found.about.member.shown_as,
        "text": found.text,
        "answer": found.answer,
        "state": str(found.get_state_display()),
        "tone": {"waiting": "info", "upheld": "good"}.get(found.state, "muted"),
        "is_waiting": found.state == GradeObjection.State.WAITING,
    }


def without_grade(found: Appraisee, why: WithoutGrade | None, *, own: bool = False) -> str:
    """That a member takes part without a grade, and why, as far as the reader may know; empty for the others."""
    if found.graded:
        return ""
    why = why or WithoutGrade()
    reasons = [kind_title(word) for word in why.decisions] + [terms.member_class(word) for word in why.classes]
    reasons += [_("joined a short time ago")] if why.is_new else []
    said = _("You take part and are given no grade in this round") if own else _("Takes part without a grade")
    return terms.pair(said, terms.listed(reasons)) if reasons else said


def line(found: Appraisee, missing: set[int], why: WithoutGrade | None = None) -> Entry:
    """A member in the list of a round at the desk. why: why there is no grade, as far as the reader may know."""
    badge, tone = "", ""
    if found.excused_at is not None:
        badge, tone = _("Excused from the round"), "muted"
    elif found.grade:
        badge, tone = grade(found.grade), "info"
    elif found.pk in missing:
        badge, tone = _("Waited for"), "warn"
    notes = [
        without_grade(found, why),
        _("May take part and need not") if found.welcome else "",
    ]
    return {
        "url": reverse("appraisee", args=[found.key]),
        "icon": "person",
        "label": found.member.shown_as,
        "detail": " · ".join(note for note in notes if note),
        "badge": badge,
        "tone": tone,
        "about": found.member,
    }


def own_waiting(found: Appraisee) -> Entry:
    """What a round asks of the member, in the list of what waits."""
    said = {
        State.EVIDENCE: (_("Check your sheet of the year"), _("Check")),
        State.SELF: (_("Write your self-appraisal"), _("Write")),
        State.MUTUAL: (_("Write a word to the others"), _("Write")),
    }
    label, deed = said.get(RoundState(found.round.state), (_("Read your appraisal"), _("Read it")))
    until = found.round.due_on or found.round.public_until
    return {
        "url": reverse("my_appraisal_self" if found.round.state == State.SELF else "my_appraisal"),
        "icon": "seal",
        "label": label,
        "detail": _("Until %(day)s") % {"day": terms.said_day(until)} if until else "",
        "due": until,
        "deed": deed,
    }

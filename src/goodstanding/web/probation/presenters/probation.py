"""Probations, their steps and decisions as lines and cards."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.models import Probation, ProbationDecision, ProbationEvent, ProbationStep
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.probation import probations
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]
TONES = {"running": "info", "full": "good", "cancelled": "muted", "ended": "muted"}
_ICONS = {"done": "done", "taken_back": "close", "moved": "calendar"}


def step_title(word: str, number: int = 1) -> str:
    """A kind of step in the reader's words, with which it is where there are several."""
    rule = probations.rule_of(the_scheme())
    step = rule.steps.get(word) if rule else None
    title = terms.text(step.title) if step else word
    several = step is not None and (len(step.after_months) > 1 or number > 1)
    return _("%(step)s, no. %(number)s") % {"step": title, "number": number} if several else title


def is_own(step: ProbationStep) -> bool:
    """Whether the member says that it is done."""
    rule = probations.rule_of(the_scheme())
    known = rule.steps.get(step.kind) if rule else None
    return known is not None and known.done_by == "member"


def step_card(step: ProbationStep, on: date) -> Entry:
    """A step with where it stands."""
    late = probations.is_late(step, on)
    if step.done_on is not None:
        badge, tone, detail = _("Done"), "good", _("Done on %(day)s") % {"day": terms.said_day(step.done_on)}
    else:
        detail = _("Due until %(day)s") % {"day": terms.said_day(step.due_on)}
        badge, tone = (_("Day is over"), "warn") if late else ("", "")
    return {
        "step": step,
        "title": step_title(step.kind, step.number),
        "detail": detail,
        "badge": badge,
        "tone": tone,
        "is_done": step.done_on is not None,
        "is_own": is_own(step),
        "is_soon": step.done_on is None and step.due_on <= on + probations.SOON,
    }


def step_waiting(step: ProbationStep, on: date) -> Entry:
    """An own step that is due soon, in the list of what waits."""
    card = step_card(step, on)
    return {
        "url": reverse("my_probation"),
        "post_url": reverse("my_probation_step", args=[step.key]),
        "icon": "check",
        "label": card["title"],
        "detail": card["detail"],
        "due": step.due_on,
        "deed": _("Handed in"),
    }


def line(probation: Probation, on: date) -> Entry:
    """A probation in a list at the desk."""
    steps = list(probation.steps.all())
    late = sum(probations.is_late(step, on) for step in steps)
    ahead = min((step.due_on for step in steps if step.done_on is None), default=None)
    told = {"day": terms.said_day(ahead or probation.end_on)}
    place = probation.member.unit.name if probation.member.unit else ""
    detail = [place, _("Next until %(day)s") % told if ahead else _("Over on %(day)s") % told]
    found: Entry = {
        "url": reverse("probation", args=[probation.key]),
        "icon": "person",
        "label": probation.member.shown_as,
        "detail": " · ".join(part for part in detail if part),
        "about": probation.member,
    }
    if probation.state != Probation.State.RUNNING:
        return found | {"badge": probation.get_state_display(), "tone": TONES[probation.state]}
    if probation.end_on <= on:
        return found | {"badge": _("to decide"), "tone": "warn"}
    if late:
        badge = ngettext("%(count)s step past its day", "%(count)s steps past their day", late) % {"count": late}
        return found | {"badge": badge, "tone": "warn"}
    return found


def waiting(probation: Probation, on: date) -> Entry:
    """A probation with something due, in the list of what waits."""
    return line(probation, on) | {"deed": _("See the steps")}


def event(found: ProbationEvent) -> Entry:
    """What became of a step."""
    title = step_title(found.step.kind, found.step.number)
    said = terms.aside(str(found.get_what_display()), terms.said_day(found.on) if found.on else "")
    return {
        "title": title,
        "text": " — ".join(part for part in (said, found.reason) if part),
        "when": terms.said_moment(found.at),
        "datetime": found.at.isoformat(timespec="minutes"),
        "by": found.by.shown_name,
        "icon": _ICONS[found.what],
    }


def decision(found: ProbationDecision) -> Entry:
    """A decision of a body, with its document."""
    until = terms.said_day(found.until_on) if found.until_on else ""
    return {
        "title": terms.aside(str(found.get_what_display()), until),
        "text": f"{found.get_level_display()} · {found.body} · {found.document}",
        "when": terms.said_day(found.on),
        "datetime": found.on.isoformat(),
        "by": found.by.shown_name,
        "icon": "seal",
    }


def dates_text(probation: Probation) -> str:
    """From when until when it lasts."""
    told = {"start": terms.said_day(probation.accepted_on), "end": terms.said_day(probation.end_on)}
    if probation.extended_on is not None:
        return _("Accepted on %(start)s, extended until %(end)s") % told
    return _("Accepted on %(start)s, over on %(end)s") % told


def talk_text(last: date | None) -> str:
    """When the last talk was."""
    return _("Last talk on %(day)s") % {"day": terms.said_day(last)} if last else _("No talk is recorded yet.")

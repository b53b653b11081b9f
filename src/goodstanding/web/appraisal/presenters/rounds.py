"""Rounds as lines, the list of their steps, and what each step is about."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.engine.scheme.appraisal import AppraisalRule
from goodstanding.models import AppraisalRound, AppraisalStep, GradeObjection
from goodstanding.models.appraisal.moves import RoundState
from goodstanding.queries.appraisal import rounds
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]
State = RoundState
TONES = {
    State.RETURNED: "warn", State.CONFIRMED: "good", State.FILED: "good", State.CANCELLED: "muted",
}  # fmt: skip


def title() -> str:
    """What the rules call the appraisal."""
    rule = rounds.rule_of(the_scheme())
    return terms.text(rule.title) if rule else _("Appraisal")


def titled(year: int) -> str:
    """The appraisal of a year."""
    return _("%(title)s %(year)s") % {"title": title(), "year": year}


def grade(word: str) -> str:
    """A grade in the reader's words."""
    rule = rounds.rule_of(the_scheme())
    found = rule.grades.get(word) if rule else None
    return terms.text(found.title) if found else word


def state(found: AppraisalRound) -> str:
    """Where a round stands."""
    return str(RoundState(found.state).label)


def tone(found: AppraisalRound) -> str:
    """In which tone that is shown."""
    return TONES.get(RoundState(found.state), "info")


def steps(found: AppraisalRound, rule: AppraisalRule) -> list[Entry]:
    """Every step of a round, with what is done and what is next. A round that was returned stands at the grades."""
    at = State.GRADES if found.state == State.RETURNED else State(found.state)
    way = rounds.path(rule)
    if at not in way:
        return []
    place = way.index(at)
    over = at == State.FILED

    def stands(number: int) -> str:
        return "done" if number < place or over else "current" if number == place else "ahead"

    return [{"label": str(one.label), "state": stands(number)} for number, one in enumerate(way)]


def what_is_next(found: AppraisalRound, *, without_ballot: bool = False) -> tuple[str, str]:
    """The button that takes a round on, and a sentence on what it does; empty where it waits for others."""
    if without_ballot:
        return _("Go on without a ballot"), ""
    opened, grades = _("Open the sheets"), _("Open the grades to the members")
    said = {
        State.OPENED: (opened, _("Every member sees what the year's record holds, and is asked to check it.")),
        State.EVIDENCE: (
            _("Ask for the self-appraisals"),
            _("The members write of their year, on the phone or on paper."),
        ),
        State.SELF: (
            _("Begin the mutual appraisal"),
            _("The members write each other a short word, with their names."),
        ),
        State.MUTUAL: (_("Go on"), _("The words are closed, and each member can read those about them.")),
        State.BALLOT: (_("Take the result over"), _("The result lies beside the other things. It decides nothing.")),
        State.VIEW: (_("Go on to the grades"), _("First write the committee's view of each member, with a reason.")),
        State.GRADES: (grades, _("Each member reads the own grade and reason, and can object.")),
        State.PUBLICITY: (_("Report to the unit above"), _("The unit above confirms the result or returns it.")),
        State.RETURNED: (_("Decide again"), _("Read why it was returned. The days of publicity begin anew.")),
        State.CONFIRMED: (_("File the round"), _("Nothing changes any more, but by a new decision.")),
    }
    return said.get(RoundState(found.state), ("", ""))


def held_back(found: AppraisalRound, on: date, *, missing: int, objections: int, anew: str = "") -> str:
    """Why a round cannot go on yet; empty where it can. anew: the member about whom is to be decided once more."""
    if found.state == State.GRADES and missing:
        said = ngettext("%(count)s member has no grade yet.", "%(count)s members have no grade yet.", missing)
        return said % {"count": missing}
    if found.state == State.GRADES and anew:
        return _("%(name)s: an objection was upheld; record the new decision first.") % {"name": anew}
    if found.state != State.PUBLICITY:
        return ""
    if objections:
        said = ngettext(
            "%(count)s objection waits for its answer.", "%(count)s objections wait for an answer.", objections
        )
        return said % {"count": objections}
    if found.public_until is not None and not rounds.is_over(found, on):
        day = terms.said_day(found.public_until + timedelta(days=1))
        return _("From %(day)s on you can report it to the unit above.") % {"day": day}
    return ""


def line(found: AppraisalRound, on: date) -> Entry:
    """A round in a list at the desk."""
    return {
        "url": reverse("appraisal", args=[found.key]),
        "icon": "seal",
        "label": terms.aside(found.unit.name, str(found.year)),
        "detail": day_text(found, on),
        "badge": state(found),
        "tone": tone(found),
    }


def waiting(found: AppraisalRound, on: date) -> Entry:
    """A round with something to do, in the list of what waits."""
    return line(found, on) | {
        "label": terms.aside(titled(found.year), found.unit.name),
        "detail": state(found),
        "badge": "",
        "due": found.due_on,
        "deed": _("See the round") if found.state != State.REPORTED else _("Confirm or return"),
    }


def day_text(found: AppraisalRound, on: date) -> str:
    """Until when its step runs."""
    until = found.due_on or (found.public_until if found.state == State.PUBLICITY else None)
    if until is None:
        return ""
    if until < on:
        return _("Ended on %(day)s") % {"day": terms.said_day(until)}
    return _("Until %(day)s") % {"day": terms.said_day(until)}


def places_text(found: AppraisalRound, rule: AppraisalRule) -> str:
    """How many places the best grade has, and how many are taken."""
    if rule.limited is None or found.places is None:
        return ""
    told = {"grade": grade(rule.limited), "placed": found.placed, "places": found.places}
    return _("%(grade)s: %(placed)s of at most %(places)s") % told


def event(found: AppraisalStep) -> Entry:
    """A step that was taken."""
    return {
        "title": str(RoundState(found.state).label),
        "text": " — ".join(part for part in (found.body, found.reason) if part),
        "when": terms.said_moment(found.at),
        "datetime": found.at.isoformat(timespec="minutes"),
        "by": found.by.shown_name,
        "icon": "check",
    }


def objection_line(found: GradeObjection) -> Entry:
    """An objection at the desk. What it says stands on its own page."""
    return {
        "url": reverse("appraisal_objection", args=[found.key]),
        "icon": "question",
        "label": found.about.member.shown_as,
        "detail": _("Objection to a grade"),
        "badge": str(found.get_state_display()) if found.state != "waiting" else "",
        "tone": "muted",
        "about": found.about.member,
    }


def objection_waiting(found: GradeObjection) -> Entry:
    """An objection that waits for its answer, in the list of what waits."""
    return objection_line(found) | {"badge": "", "deed": _("Answer")}


def missing_text(count: int) -> str:
    """How many are still waited for."""
    return ngettext("%(count)s is still waited for", "%(count)s are still waited for", count) % {"count": count}

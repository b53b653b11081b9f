"""Duties of units as pages show them: lines, what fell due with its link, owners with how to reach them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.viewer import Viewer
from goodstanding.engine.explain.wording import text_in
from goodstanding.engine.scheme.scheme import Indicator
from goodstanding.models import Unit
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.unit_duties.entries import EnteredRow
from goodstanding.queries.unit_duties.peers import PeerBand
from goodstanding.queries.unit_duties.row import DutyRow
from goodstanding.queries.unit_duties.standing import OwnDuty, Owner, through
from goodstanding.web.shell.presenters import numbers, terms

Line = dict[str, Any]
_WHOLE = 1000
#: What the pages of these need is an office of the unit itself; whoever looks from above finds them counted.
_NEAR = {"objection": "objection", "suggestion": "suggestion", "letter": "letter", "transfer": "transfer"}


def address(unit: Unit) -> str:
    """The page with all duties of a unit."""
    return reverse("unit_duties", args=[unit.code])


def year_of(today: date) -> str:
    """Of which months the page tells."""
    return _("The year up to %(month)s") % {"month": terms.month(through(today), with_year=True)}


def stats(found: Sequence[OwnDuty]) -> list[Line]:
    """The sums of a unit's duties."""
    earned, attainable = sum(one.earned for one in found), sum(one.attainable for one in found)
    waiting = sum(len(one.waiting) for one in found)
    return [
        {"label": _("Points so far"), "value": numbers.earned_of(earned, attainable)},
        {"label": _("With something missing"), "value": str(sum(one.is_red for one in found))},
        {"label": _("Can still be done in time"), "value": str(waiting)},
    ]


def stats_of(one: OwnDuty) -> list[Line]:
    """The same of one duty."""
    return [
        {"label": _("Points so far"), "value": numbers.earned_of(one.earned, one.attainable)},
        {"label": _("Fell due"), "value": str(one.due)},
        {"label": _("Members on average"), "value": f"{(one.mean + 5) // 10} %"}
        if one.by_members
        else {"label": _("In time"), "value": str(one.in_time)},
    ]


def line(one: OwnDuty, unit: Unit) -> Line:
    """A duty in the list."""
    told = {"in_time": one.in_time, "due": one.due}
    done = _("%(in_time)s of %(due)s in time") % told if one.due else _("nothing fell due yet")
    if one.due and one.by_members:
        done = _("%(percent)s %% of the members on average") % {"percent": (one.mean + 5) // 10}
    waiting = len(one.waiting)
    more = ngettext("%(count)s can still be done in time", "%(count)s can still be done in time", waiting)
    return {
        "url": reverse("unit_duty", args=[unit.code, one.word]),
        "icon": "warning" if one.is_red else "done",
        "label": terms.text(one.indicator.title),
        "detail": " · ".join([done, more % {"count": waiting}] if waiting else [done]),
        "badge": numbers.earned_of(one.earned, one.attainable) if one.attainable else "",
        "tone": "warn" if one.is_red else "good",
    }


def row(one: EnteredRow, unit: Unit, who: Viewer) -> Line:
    """One thing that fell due, with what became of it, and its own page where the viewer has it."""
    due_on = _("due on %(day)s") % {"day": terms.said_day(one.row.on)}
    said, tone = _said(one)
    return {
        "label": _name(one.row),
        "detail": " · ".join(part for part in (due_on, _done(one.row)) if part),
        "url": _link(one.row, unit, who),
        "fact_url": reverse("fact", args=[one.fact.pk]) if one.fact and who.may(Allowed.RECORD_FACT, unit) else "",
        "badge": said,
        "tone": tone,
    }


def _said(one: EnteredRow) -> tuple[str, str]:
    if one.fact is None:
        if one.is_corrected:
            return _("Entry taken back"), "muted"
        return (_("Done, counts after the month"), "good") if one.row.is_in_time else (_("Not recorded yet"), "info")
    if one.value is None:
        return _("Does not count"), "muted"
    if one.row.share is not None:
        return f"{(100 * one.value + 500) // 1000} %", "good" if one.value == _WHOLE else "warn"
    return (_("In time"), "good") if one.value == _WHOLE else (_("Late or not done"), "warn")


def _done(found: DutyRow) -> str:
    if found.share is not None:
        return _("%(done)s of %(due)s members") % {"done": found.share[0], "due": found.share[1]}
    return _("done on %(day)s") % {"day": terms.said_day(found.done_on)} if found.done_on else ""


def _name(found: DutyRow) -> str:
    scheme, nouns = the_scheme(), {
        "objection": _("Objection"), "suggestion": _("Suggestion"), "transfer": _("Transfer"),
        "dues": _("Dues"), "dues_posted": _("Dues"), "letter": _("Question or complaint"),
    }  # fmt: skip
    if found.noun in {"meeting", "order"}:
        word, on, *below = found.parts
        title = terms.text(scheme.meetings[word].title) if word in scheme.meetings else word
        return " · ".join([title, terms.said_day(date.fromisoformat(on)), *below])
    if found.noun == "period":
        return f"{terms.text(scheme.meetings[found.parts[0]].title)} · {terms.period(found.of)}"
    if found.noun == "visits" and scheme.care is not None:
        return f"{terms.text(scheme.care.contacts[found.parts[0]].title)} · {terms.period(found.of)}"
    if found.noun == "assignment":
        return found.parts[0]
    if found.noun in {"dues", "dues_posted"}:
        return f"{nouns[found.noun]} · {terms.period(found.of)}"
    return nouns[found.noun]


def _link(found: DutyRow, unit: Unit, who: Viewer) -> str:
    if found.noun in _NEAR:
        near = any(office.unit_id == unit.pk for office in who.held(Allowed.RULE))
        # What went up lies with the unit above, and its page with it.
        return reverse(_NEAR[found.noun], args=[found.of]) if near and found.is_in_time else ""
    if not who.may(Allowed.HOLD_MEETING, unit):
        return ""
    if found.noun in {"meeting", "order"}:
        return reverse("meeting", args=[found.of])
    if found.noun == "assignment":
        return reverse("assignment", args=[found.of])
    pages = {"period": "unit_meetings", "visits": "unit_care", "dues": "unit_dues", "dues_posted": "unit_dues"}
    return reverse(pages[found.noun], args=[unit.code])


def owner(one: Owner) -> Line:
    """A level with the people who own the duty there, and how they are reached."""
    offices = terms.listed(terms.role(office) for office in one.offices)
    people = terms.listed(account.shown_name for account in one.accounts)
    reach = (one.contact.phone, one.contact.text) if one.contact else ()
    return {
        "label": f"{terms.level(one.unit.level)} · {one.unit.name}",
        "value": terms.aside(people, offices) if people else _("%(office)s: nobody in office") % {"office": offices},
        "note": " · ".join(part for part in reach if part),
    }


def source(indicator: Indicator) -> str:
    """The rule it comes from, in the reader's language."""
    return text_in(indicator.source, numbers.lang())


def band(found: PeerBand | None, month: int) -> Line | None:
    """Where units of the same type and size lie, in one sentence."""
    if found is None:
        return None
    told = {
        "low": numbers.total(found.low), "high": numbers.total(found.high), "count": found.peers,
        "month": terms.month(month, with_year=True), "own": numbers.total(found.own),
    }  # fmt: skip
    text = _("%(count)s units of the same type and size lie at %(low)s to %(high)s (%(month)s).") % told
    places = {
        "above": _("This unit, at %(own)s, lies above that."),
        "within": _("This unit, at %(own)s, does not differ from them in a way that can be measured."),
        "below": _("This unit, at %(own)s, lies below that: a reason to ask what is in its way."),
        "": "",
    }
    return {"text": " ".join(part for part in (text, places[found.place] % told) if part)}

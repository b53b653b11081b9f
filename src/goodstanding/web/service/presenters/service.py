"""Activities on pages: as lines with where each stands, the hours of a year, and every step of service."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.engine.scheme.scheme import decimal_text
from goodstanding.models import ServiceActivity, ServiceStep, SignUp
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.service import activities, leaves
from goodstanding.queries.service.hours import YearHours
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]
TONES = {
    "signed_up": "good", "waiting": "warn", "withdrawn": "muted", "came": "good", "excused": "info",
    "no_show": "bad", "planned": "info", "confirmed": "good", "cancelled": "muted", "asked": "warn",
    "declined": "muted", "ended": "muted", "open": "info", "claimed": "info", "reported": "warn", "fulfilled": "good",
    "closed": "muted", "taken_up": "good", "not_taken_up": "muted",
}  # fmt: skip
_ICONS = {
    "made": "edit", "signed_up": "check", "waiting": "clock", "moved_up": "check", "withdrawn": "close",
    "came": "done", "excused": "info", "no_show": "warning", "asked": "edit", "confirmed": "done",
    "declined": "close", "ended": "close", "claimed": "check", "given_back": "close", "reported": "check",
    "fulfilled": "done", "returned": "edit", "closed": "close", "taken_up": "done", "not_taken_up": "close",
    "taken_back": "close",
}  # fmt: skip


def kind_title(word: str) -> str:
    """A kind of activity in the reader's words."""
    kind = activities.kinds(the_scheme()).get(word)
    return terms.text(kind.title) if kind else word


def hours(minutes: int | None) -> str:
    """A number of hours, as people write it: 2, 1.5."""
    return decimal_text(leaves.thousandths(minutes or 0))


def said_hours(minutes: int | None) -> str:
    """A number of hours with its unit."""
    return _("%(hours)s hours") % {"hours": hours(minutes)}


def year_bar(found: YearHours | None, on: date) -> Entry | None:
    """The hours of a year beside what the rules ask for, as a bar; None where they count no hours."""
    if found is None:
        return None
    label = _("Hours in %(year)s") % {"year": on.year}
    if not found.target:
        return {"label": label, "text": said_hours(found.hours * 60 // 1000), "value": None, "max": 1, "bare": True}
    told = {"hours": decimal_text(found.hours), "target": decimal_text(found.target)}
    text = _("%(hours)s of %(target)s hours") % told
    return {"label": label, "text": text, "value": min(found.hours, found.target), "max": found.target}


def when(activity: ServiceActivity) -> str:
    """From when until when an activity lasts."""
    starts, ends = timezone.localtime(activity.starts_at), timezone.localtime(activity.ends_at)
    until = f"{ends:%H:%M}" if starts.date() == ends.date() else terms.said_moment(activity.ends_at)
    return f"{terms.said_moment(activity.starts_at)}–{until}"


def when_and_where(activity: ServiceActivity) -> str:
    """When an activity begins, and where."""
    return " · ".join(part for part in (terms.said_moment(activity.starts_at), activity.place) if part)


def places(activity: ServiceActivity) -> str:
    """How many places are taken, and how many members wait."""
    taken = getattr(activity, "n_taken", 0)
    waiting = getattr(activity, "n_waiting", 0)
    if activity.places is None:
        return ngettext("%(count)s signed up", "%(count)s signed up", taken) % {"count": taken}
    text = _("%(taken)s of %(places)s places taken") % {"taken": taken, "places": activity.places}
    return text if not waiting else f"{text} · {_('%(count)s waiting') % {'count': waiting}}"


def open_entry(activity: ServiceActivity) -> Entry:
    """An activity that a member can join, with one tap."""
    is_full = activity.places is not None and getattr(activity, "n_taken", 0) >= activity.places
    return {
        "url": reverse("my_activity", args=[activity.key]),
        "post_url": reverse("my_activity_sign_up", args=[activity.key]),
        "icon": "people",
        "label": activity.title,
        "detail": f"{when_and_where(activity)} · {places(activity)}",
        "deed": _("Join the waiting list") if is_full else _("Sign up"),
    }


def own_entry(sign_up: SignUp) -> Entry:
    """An activity that a member has signed up for, in their own lists and in the days to come."""
    activity = sign_up.activity
    return {
        "url": reverse("my_activity", args=[activity.key]),
        "icon": "people",
        "label": activity.title,
        "detail": when_and_where(activity),
        "badge": sign_up.get_state_display(),
        "tone": TONES[sign_up.state],
    }


def desk_entry(activity: ServiceActivity, *, with_unit: bool = False) -> Entry:
    """An activity in a list at the desk."""
    parts = [activity.unit.name] if with_unit else []
    is_planned = activity.state == ServiceActivity.State.PLANNED
    return {
        "url": reverse("activity", args=[activity.key]),
        "icon": "people",
        "label": activity.title,
        "detail": " · ".join([*parts, when_and_where(activity), places(activity)]),
        "badge": "" if is_planned else activity.get_state_display(),
        "tone": TONES[activity.state],
    }


def to_confirm(activity: ServiceActivity) -> Entry:
    """An activity that is over and whose host has not said who came."""
    told = ngettext("%(count)s member", "%(count)s members", activity.n_taken)  # type: ignore[attr-defined]
    return {
        "url": reverse("activity_hours", args=[activity.key]),
        "icon": "people",
        "label": _("Confirm hours: %(title)s") % {"title": activity.title},
        "detail": f"{terms.said_day(activity.on)} · {told % {'count': activity.n_taken}}",  # type: ignore[attr-defined]
        "deed": _("Confirm"),
    }


def steps(found: Iterable[ServiceStep], *, with_member: bool = False) -> list[Entry]:
    """Every step, in order, as lines."""
    return [_step(step, with_member=with_member) for step in found]


def _step(step: ServiceStep, *, with_member: bool) -> Entry:
    name = str(step.get_what_display())
    if with_member and step.member is not None:
        name = terms.pair(name, step.member.shown_as)
    if step.minutes is not None:
        name = terms.aside(name, said_hours(step.minutes))
    return {
        "title": name,
        "text": step.words,
        "when": terms.said_moment(step.at),
        "datetime": step.at.isoformat(timespec="minutes"),
        "by": step.by.shown_name,
        "icon": _ICONS.get(step.what, "record"),
    }

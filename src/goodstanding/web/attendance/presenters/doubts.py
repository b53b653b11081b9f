"""Doubts on pages: what was seen, whom it concerns, and what a person found."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.access.viewer import Viewer
from goodstanding.models import Doubt
from goodstanding.web.meetings.presenters import meetings
from goodstanding.web.shell.presenters import terms


def title(doubt: Doubt) -> str:
    """What sort of thing was seen."""
    return _("Sent later than the others") if _is_later(doubt) else doubt.get_kind_display()


def sentence(doubt: Doubt) -> str:
    """What was seen."""
    facts = doubt.facts
    if _is_later(doubt):
        later = ngettext(
            "%(count)s check-in came later, as if without signal, and %(others)s at once. No head count was made.",
            "%(count)s check-ins came later, as if without signal, and %(others)s at once. No head count was made.",
            facts["count"],
        )
        return later % facts
    if after := facts.get("after"):
        came = ngettext("%(after)s came after the count.", "%(after)s came after the count.", after)
        return f"{_says(doubt)} {came % facts}"
    return _says(doubt)


def _is_later(doubt: Doubt) -> bool:
    return doubt.kind == Doubt.Kind.LATE and "others" in doubt.facts


def _says(doubt: Doubt) -> str:
    says = {
        "heads": _("%(came)s people are marked as present; the host counted %(heads)s."),
        "browser": _("%(count)s members checked in with one browser."),
        "two_places": _("Checked in here and at a meeting of %(unit)s, %(minutes)s minutes apart."),
        "counter": _("A check-in was refused, because the passkey may have been copied. Was the person there?"),
        "burst": _("%(count)s members checked in within one second."),
        "late": _("The phone delivered this %(hours)s hours after the code was shown."),
    }
    return says[doubt.kind] % doubt.facts


def entry(doubt: Doubt, who: Viewer) -> dict[str, Any]:
    """One doubt, with the way to clear it for anyone whom it is not about."""
    members = list(doubt.members.all())
    about_self = any(member.pk == who.member_id for member in members)
    meeting = doubt.meeting
    return {
        "key": doubt.key,
        "title": title(doubt),
        "text": sentence(doubt),
        "meeting": f"{meetings.title(meeting)} · {meeting.unit.name} · {terms.said_moment(meeting.starts_at)}",
        "people": terms.listed(f"{member.name} {member.number}" for member in members),
        "clear_url": "" if about_self or doubt.cleared_at else reverse("doubt_clear", args=[doubt.key]),
        "about_self": about_self,
        "door_url": reverse("meeting_door", args=[meeting.key]),
    }


def waiting(count: int) -> list[dict[str, Any]]:
    """That so many wait, in the work list; nothing where none does."""
    if not count:
        return []
    label = ngettext(
        "%(count)s doubt about check-ins to check",
        "%(count)s doubts about check-ins to check",
        count,
    )
    detail = _("Doubts cost no one any points")
    return [{"url": reverse("doubts"), "icon": "eye", "label": label % {"count": count}, "detail": detail}]


def cleared(doubt: Doubt) -> dict[str, Any]:
    """One that a person has cleared, for a list."""
    assert doubt.cleared_at is not None
    assert doubt.cleared_by is not None
    found = doubt.words or doubt.get_answer_display()
    return {
        "url": reverse("meeting_door", args=[doubt.meeting.key]),
        "icon": "question",
        "label": f"{title(doubt)} · {doubt.meeting.unit.name}",
        "detail": f"{found} · {doubt.cleared_by.shown_name} · {terms.said_moment(doubt.cleared_at)}",
        "badge": _("Cleared"),
        "tone": "good",
    }

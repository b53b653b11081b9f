"""Notices in the reader's language."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.models import Notice
from goodstanding.web.operations.presenters import notice_words
from goodstanding.web.shell.presenters import terms


def line(notice: Notice) -> dict[str, Any]:
    """One notice of the inbox."""
    return {
        "title": _title(notice),
        "when": terms.said_moment(notice.at),
        "day": terms.said_day(timezone.localtime(notice.at).date()),
        "datetime": notice.at.isoformat(timespec="minutes"),
        "url": notice.link,
        "icon": "bell",
        "unread": notice.read_at is None,
        "read_url": reverse("notice_read", args=[notice.key]),
    }


#: Many of a day say one thing: that entries about the reader were recorded, which needs nothing of them.
_OF_ENTRIES = frozenset({"entry_not_done", "entry_taking_points", "fact_corrected"})


def summed(notices: Iterable[Notice]) -> list[dict[str, Any]]:
    """The inbox: notices of entries of one day as one line that opens, every other on its own."""
    found: list[dict[str, Any]] = []
    for (day, summable), iterator in groupby(notices, _day_of):
        some = list(iterator)
        lines = [line(notice) for notice in some]
        found += [_sum(day, lines)] if summable and len(some) > 1 else lines
    return found


def _day_of(notice: Notice) -> tuple[date, bool]:
    return timezone.localtime(notice.at).date(), notice.kind in _OF_ENTRIES


def _sum(day: date, lines: list[dict[str, Any]]) -> dict[str, Any]:
    text = ngettext("%(count)s entry about you", "%(count)s entries about you", len(lines)) % {"count": len(lines)}
    return {"title": text, "when": terms.said_day(day), "lines": lines, "unread": any(one["unread"] for one in lines)}


def _title(notice: Notice) -> str:
    texts = {
        "post_granted": _("You hold an office now: %(role)s, %(unit)s"),
        "post_waiting": _(
            "An office is waiting for you: %(role)s, %(unit)s. Use the code printed by the office above to accept it"
        ),
        "post_ended": _("Your office has ended: %(role)s, %(unit)s"),
        "transfer_asked": _("Transfer of %(member)s from %(from)s to %(to)s: your answer is needed"),
        "transfer_reminder": _("Still waiting for your answer: transfer of %(member)s from %(from)s to %(to)s"),
        "transfer_done": _("Transfer done: %(member)s is now in %(to)s"),
        "transfer_refused": _("The transfer of %(member)s to %(to)s was refused"),
        "passkey_added": _("The passkey “%(name)s” was added to your account. Remove it if that was not you"),
        "passkey_removed": _("The passkey “%(name)s” was removed. If that was not you, change your password"),
        "passkey_copied": _(
            "Your passkey “%(name)s” was refused: another person may have a copy of it. Remove it and add a new one"
        ),
        "authenticator_app_added": _("An authenticator app was set up for your account. Remove it if that was not you"),
        "authenticator_app_removed": _(
            "The authenticator app was removed from your account. If that was not you, change your password"
        ),
        "recovery_codes_added": _(
            "Recovery codes were made for your account; older ones no longer work. If that was not you, make new ones"
        ),
        "recovery_codes_removed": _("Your recovery codes were removed, because you have no other second step left"),
        "transfer_withdrawn": _("The transfer of %(member)s to %(to)s was withdrawn"),
        **notice_words.texts(),
    }
    facts = notice_words.filled(notice.facts)
    if "role" in facts:
        facts["role"] = terms.role(facts["role"])
    return texts[notice.kind] % facts if notice.kind in texts else notice.kind

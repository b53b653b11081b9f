"""The pages on which a member can do what is still possible."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.service import activities, community, rules, wishes

Entry = dict[str, Any]


class _DutyOfKind(Protocol):
    """What could still be done, as far as it matters here."""

    @property
    def kind(self) -> str: ...


class ServiceDeeds:
    """The pages on which a member can do what is still possible. What this needs is read once."""

    def __init__(self, member: Member, scheme: Scheme, on: date) -> None:
        self._member, self._scheme, self._on = member, scheme, on
        self._rules = rules.of(scheme)

    def of(self, duty: _DutyOfKind) -> Entry:
        """Returns the address and the button for a duty, empty for duties of other areas and where nothing is open."""
        way = self._ways.get(duty.kind) if self._member.unit is not None else None
        return way() if way is not None else {}

    @cached_property
    def _ways(self) -> Mapping[str, Callable[[], Entry]]:
        """What a member can do, by the kind of entry that it leaves."""
        found, ways = self._rules, dict[str, Callable[[], Entry]]()
        for kind in found.activities.values():
            ways |= {one: self._of_activity for one in (kind.joined, kind.hours, *kind.also) if one is not None}
        if found.community is not None:
            ways[found.community.registered] = lambda: _entry("my_community", _("Register"))
            if found.community.activity is not None:
                ways[found.community.activity] = self._of_community
        if found.wishes is not None:
            ways[found.wishes.fulfilled] = self._of_wish
        if found.needs is not None:
            ways[found.needs.relayed] = lambda: _entry("my_need_new", _("Relay a need"))
        return ways | {kind.made: lambda: _entry("my_visits", _("Record a visit")) for kind in found.visits.values()}

    def _of_activity(self) -> Entry:
        return _entry("my_service", _("Sign up")) if self._has_activity else {}

    def _of_wish(self) -> Entry:
        return _entry("my_service", _("Claim a wish")) if self._has_wish else {}

    def _of_community(self) -> Entry:
        if community.current(self._member) is None:
            return _entry("my_community", _("Register first"))
        return self._of_activity()

    @cached_property
    def _has_activity(self) -> bool:
        found = activities.open_for(self._member, self._scheme, timezone.now(), self._on, self._classes)
        return found.exists()

    @cached_property
    def _has_wish(self) -> bool:
        mine = wishes.claimed(self._member)
        open_ones = wishes.open_for(self._member, self._scheme, self._on, self._classes)
        return (mine | open_ones).exists()

    @cached_property
    def _classes(self) -> frozenset[str]:
        return for_whom.classes_of(self._member, self._on)


def _entry(address: str, deed: str) -> Entry:
    return {"url": reverse(address), "deed": deed}

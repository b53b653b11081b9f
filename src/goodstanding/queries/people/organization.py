"""The organization that this installation serves, and its rules."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.utils import timezone

from goodstanding.engine.period import month_of
from goodstanding.engine.scheme.load import scheme_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Organization, RulesVersion

Found = TypeVar("Found")
#: What was found, and until when it is not looked for again.
_moment: dict[str | int, tuple[Any, float]] = {}
#: What was found during a visit, and is the same on all of its page.
_of_visit: ContextVar[dict[str, Any] | None] = ContextVar("found_in_this_visit", default=None)


def the_organization() -> Organization | None:
    """The organization, or none before it is founded."""
    return once_a_visit("organization", lambda: _for_a_moment("organization", Organization.objects.first))


def the_scheme() -> Scheme:
    """The scheme that is in force today: its words for levels, types, classes and offices hold."""
    return once_a_visit("scheme", lambda: scheme_in(month_of(timezone.localdate())))


def scheme_in(month: int) -> Scheme:
    """The scheme by which a month is rated: the latest version agreed for it, or what the installation began with."""
    (version,) = _for_a_moment(month, lambda: (_agreed_for(month),))
    return first_scheme() if version is None else _version(version)


def _agreed_for(month: int) -> int | None:
    agreed = RulesVersion.objects.filter(state=RulesVersion.State.AGREED, from_month__lte=month)
    return agreed.order_by("-from_month").values_list("pk", flat=True).first()


def first_scheme() -> Scheme:
    """What the installation began with: the folder that its options name."""
    return _scheme(Path(settings.SCHEME))


@contextmanager
def one_visit() -> Iterator[None]:
    """While this lasts, what `once_a_visit` finds is looked up once."""
    token = _of_visit.set({})
    try:
        yield
    finally:
        _of_visit.reset(token)


def once_a_visit(name: str, look: Callable[[], Found]) -> Found:
    """What was found under this name during the visit; outside of one it is found now. What is missing is not kept."""
    found = _of_visit.get()
    if found is None:
        return look()
    if found.get(name) is None:
        found[name] = look()
    remembered: Found = found[name]
    return remembered


def _for_a_moment(name: str | int, look: Callable[[], Found]) -> Found:
    """What was found under this name a moment ago, where this process keeps it, or is found now.

    Every page asks for it, and it changes a few times a year. Nothing that was missing is kept: it may be founded next.
    """
    if not settings.KEPT_FOR_S:
        return look()
    found, until = _moment.get(name, (None, 0.0))
    if found is None or time.monotonic() >= until:
        found = look()
        _moment[name] = (found, time.monotonic() + settings.KEPT_FOR_S)
    cached: Found = found
    return cached


@lru_cache(maxsize=2)
def _scheme(folder: Path) -> Scheme:
    return scheme_of(folder)


@lru_cache(maxsize=4)
def _version(pk: int) -> Scheme:
    # What was agreed is never changed, so it can be kept.
    return Scheme.model_validate(RulesVersion.objects.get(pk=pk).content)

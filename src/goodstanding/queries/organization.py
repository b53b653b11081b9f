"""The organization that this installation serves, and its rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from goodstanding.engine.load import scheme_of
from goodstanding.engine.scheme import Scheme
from goodstanding.models import Organization, RulesVersion

#: The scheme of today, looked up once a visit.
_kept: ContextVar[list[Scheme] | None] = ContextVar("scheme_of_this_visit", default=None)


def the_organization() -> Organization | None:
    """The organization, or none before it is founded."""
    return Organization.objects.first()


def the_scheme() -> Scheme:
    """The scheme that is in force today: its words for levels, types, classes and offices hold."""
    kept = _kept.get()
    if kept:
        return kept[0]
    today = timezone.localdate()
    found = scheme_in(today.year * 12 + today.month - 1)
    if kept is not None:
        kept.append(found)
    return found


def scheme_in(month: int) -> Scheme:
    """The scheme by which a month is rated: the latest version agreed for it, or what the installation began with."""
    agreed = RulesVersion.objects.filter(state=RulesVersion.State.AGREED, from_month__lte=month)
    version = agreed.order_by("-from_month").values_list("pk", flat=True).first()
    return first_scheme() if version is None else _version(version)


def first_scheme() -> Scheme:
    """What the installation began with: the folder that its options name."""
    return _scheme(Path(settings.SCHEME))


@contextmanager
def one_visit() -> Iterator[None]:
    """While this lasts, the scheme of today is looked up once."""
    token = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(token)


@lru_cache(maxsize=2)
def _scheme(folder: Path) -> Scheme:
    return scheme_of(folder)


@lru_cache(maxsize=4)
def _version(pk: int) -> Scheme:
    # What was agreed is never changed, so it can be kept.
    return Scheme.model_validate(RulesVersion.objects.get(pk=pk).content)

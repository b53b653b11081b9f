"""The organization that this installation serves, and its rules."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from goodstanding.engine.load import scheme_of
from goodstanding.engine.scheme import Scheme
from goodstanding.models import Organization


def the_organization() -> Organization | None:
    """The organization, or none before it is founded."""
    return Organization.objects.first()


def the_scheme() -> Scheme:
    """The scheme whose words for levels, types and classes hold."""
    return _scheme(Path(settings.SCHEME))


@lru_cache(maxsize=2)
def _scheme(folder: Path) -> Scheme:
    return scheme_of(folder)

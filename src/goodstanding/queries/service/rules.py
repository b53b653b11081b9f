"""What the rules say of service."""

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.service import Service

_NONE = Service()


def of(scheme: Scheme) -> Service:
    """What the rules say of service; nothing where they have no such section."""
    return scheme.service or _NONE

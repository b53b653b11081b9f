"""The names of the house's addresses."""

from django.urls.resolvers import URLPattern, URLResolver


def names_of(patterns: list[URLPattern | URLResolver]) -> set[str]:
    """The names of all addresses under these."""
    found: set[str] = set()
    for one in patterns:
        found |= names_of(one.url_patterns) if isinstance(one, URLResolver) else {str(one.name)}
    return found

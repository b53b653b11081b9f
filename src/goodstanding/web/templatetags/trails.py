"""The way back from a page: the last step of its trail that is a page itself."""

from collections.abc import Mapping, Sequence

from django import template

register = template.Library()


@register.filter
def way_back(trail: Sequence[Mapping[str, str]] | None) -> str:
    """The address of the page above this one; empty where the page has no trail."""
    return _above(trail).get("url", "")


@register.filter
def way_back_label(trail: Sequence[Mapping[str, str]] | None) -> str:
    """What the page above this one is called."""
    return _above(trail).get("label", "")


def _above(trail: Sequence[Mapping[str, str]] | None) -> Mapping[str, str]:
    return next((crumb for crumb in reversed((trail or [])[:-1]) if crumb["url"]), {})

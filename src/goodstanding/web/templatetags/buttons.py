"""How the sign-in library's buttons look here."""

from collections.abc import Collection

from django import template

register = template.Library()


@register.filter
def button_class(tags: Collection[str] | None) -> str:
    """The classes of a button that the library tags as secondary, as dangerous, or as neither."""
    said = set(tags or ())
    found = ["button"]
    if said & {"secondary", "outline", "link"}:
        found.append("secondary")
    if said & {"danger", "delete"}:
        found.append("danger")
    return " ".join(found)

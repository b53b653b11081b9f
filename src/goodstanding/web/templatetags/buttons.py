"""How the sign-in library's buttons look here."""

from collections.abc import Collection

from django import template

register = template.Library()


@register.filter
def button_class(tags: Collection[str] | None) -> str:
    """The classes of a button that the library tags as secondary, as dangerous, or as neither."""
    classes = set(tags or ())
    found = ["button"]
    if classes & {"secondary", "outline", "link"}:
        found.append("secondary")
    if classes & {"danger", "delete"}:
        found.append("danger")
    return " ".join(found)

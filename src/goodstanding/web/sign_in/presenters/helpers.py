"""The people of a branch as a visitor sees them who cannot sign in."""

from typing import Any

from goodstanding.models import Post
from goodstanding.queries.sign_in.unit_contacts import Helpers
from goodstanding.web.shell.presenters import terms


def card(found: Helpers) -> dict[str, Any]:
    """Their unit, names with offices, and how they are reached."""
    return {
        "unit": found.unit.name,
        "people": [_person(post) for post in found.posts],
        "phone": found.phone,
        "dials": "".join(sign for sign in found.phone if sign.isdecimal() or sign == "+"),
        "text": found.text,
    }


def line(found: Helpers) -> str:
    """The same in one line, for paper."""
    people = terms.listed(post.account.shown_name for post in found.posts)
    return " · ".join(part for part in (people, found.phone, found.text) if part)


def _person(post: Post) -> dict[str, str]:
    return {"name": post.account.shown_name, "role": terms.role(post.role)}

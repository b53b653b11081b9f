"""A member's particulars as they are stored: the same from a form, a file or a command line."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.refusal import ActionRefused
from goodstanding.sheets.cells import FIRST_YEAR, InvalidCell, person, phone

MOST_NAME, MOST_PHONE = 100, 40
_SAYS: Mapping[str, str | Promise] = {
    "name": _("A name needs at least one letter. Write the name of the person."),
    "phone": _("This is not a telephone number. Write its digits, with + before the code of a country."),
    "inexact": _("A program has lost digits of this number. Type it again."),
    "too_long": _("At most %(most)s characters."),
    "control": _("This holds a line break or unreadable characters. Type it again, on one line."),
}


def name(text: str) -> str:
    """A person's name. Raises ActionRefused for one without any letter."""
    return _told("name", person, text, MOST_NAME)


def telephone(text: str) -> str:
    """A telephone number, or none. Raises ActionRefused for what nobody could call."""
    return _told("phone", phone, text, MOST_PHONE) if text.strip() else ""


def as_stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values, with names and telephone numbers in one spelling. Refuses no days; see `refuse_early`."""
    spelled: dict[str, Callable[[str], str]] = {"name": name, "phone": telephone}
    return {field: spelled[field](value) if field in spelled else value for field, value in values.items()}


def refuse_early(values: Mapping[str, Any]) -> None:
    """Raises ActionRefused for days before 1900, which no member joined on."""
    for field, value in values.items():
        if hasattr(value, "year") and value.year < FIRST_YEAR:
            raise ActionRefused(_("There is no such day, or it is before 1900."), field)


def _told(field: str, spell: Callable[[str, int], str], text: str, most: int) -> str:
    try:
        return spell(text, most)
    except InvalidCell as wrong:
        raise ActionRefused(_SAYS[wrong.reason] % wrong.facts, field) from wrong

"""Why something was not done, in a sentence for the person who asked."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.models import Unit
from goodstanding.queries.people.calendars import today


class ActionRefused(Exception):
    """Nothing was changed. `field` is the name of the argument that stands in the way, if it is one."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field


def needed(text: str, field: str, *, missing: str | Promise, most: int | None = None) -> str:
    """A text that must be given, without the blanks around it. missing: the sentence where nothing is left.

    Raises ActionRefused where there is none, or one of more than `most` characters.
    """
    text = text.strip()
    if not text:
        raise ActionRefused(missing, field)
    return text if most is None else at_most(text, field, most)


def at_most(text: str, field: str, most: int) -> str:
    """A text without the blanks around it. Raises ActionRefused for one of more than `most` characters."""
    text = text.strip()
    if len(text) > most:
        raise ActionRefused(_("At most %(most)s characters.") % {"most": most}, field)
    return text


def said_day(day: date) -> str:
    """A day in a sentence for who asked: 5 Mar 2016, 2016年3月5日."""
    return date_format(day, gettext("j M Y"))


def refuse_future(on: date, at: datetime, field: str = "on") -> None:
    """Raises ActionRefused for a day still to come: what stands in the tree and the rosters is what holds today."""
    if on > today(at):
        raise ActionRefused(_("That day is still to come."), field)


def refuse_closed(unit: Unit, field: str = "unit") -> None:
    """Raises ActionRefused for a unit that is closed."""
    if unit.closed_on is not None:
        raise ActionRefused(_("The unit is closed."), field)

"""The form of an announcement: which days of a year are off, which are worked instead, and where that was said."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.objections.calendars import MOST_DAYS
from goodstanding.web.shell.forms.fields import DayField

_DAY = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
_RANGE = re.compile(rf"({_DAY})(?:\s*(?:\.\.|至|~|～|–|—)\s*({_DAY}))?")


class DaysField(forms.CharField):
    """Days, one or a stretch on each line: 2027-01-01, or 2027-01-01 .. 2027-01-03."""

    def __init__(self, example: str, **kwargs: Any) -> None:
        shown = {"rows": 5, "placeholder": example}
        super().__init__(max_length=4000, widget=forms.Textarea(attrs=shown), **kwargs)

    def clean(self, value: Any) -> Any:
        """A set of days. Raises ValidationError naming the first line that says none."""
        text = super().clean(value) or ""
        found: set[date] = set()
        for line in filter(None, (part.strip() for part in re.split(r"[\n,;，；、]", text))):
            found |= _stretch(line)
        return frozenset(found)


def _stretch(line: str) -> set[date]:
    says = _("“%(line)s” is not a day; write 2016-10-01, or 2016-10-01 .. 2016-10-07.")
    wrong = ValidationError(says, params={"line": line[:40]})
    match = _RANGE.fullmatch(line)
    if match is None:
        raise wrong
    try:
        first, last = (date(*map(int, re.split("[-/.]", text))) for text in (match[1], match[2] or match[1]))
    except ValueError as error:
        raise wrong from error
    if not 0 <= (last - first).days < MOST_DAYS:
        raise wrong
    return {first + timedelta(days=number) for number in range((last - first).days + 1)}


class Announce(forms.Form):
    """What was announced for a year. previewed: the mark of what was looked at before it is put in."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2200)
    source = forms.CharField(
        label=_("Source"), help_text=_("Who announced it, and the number or address of the notice."), max_length=300
    )
    published_on = DayField(label=_("Announced on"))
    off = DaysField(
        "2016-10-01 .. 2016-10-07",
        label=_("Days off"),
        help_text=_("One day or one stretch on each line, weekends among them or not."),
    )
    worked = DaysField(
        "2016-10-08",
        label=_("Days worked instead"),
        help_text=_("Saturdays and Sundays that are working days."),
        required=False,
    )
    previewed = forms.CharField(widget=forms.HiddenInput, required=False)

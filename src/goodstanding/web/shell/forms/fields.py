"""Fields that several forms share."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.models import Member
from goodstanding.queries.people.namesakes import shared_names
from goodstanding.sheets import cells
from goodstanding.sheets.cells import InvalidCell

_DAYS = {
    "day": _("This is not a date. Write year, month and day, as 2016-07-01."),
    "serial": _("This is not a date. Write year, month and day, as 2016-07-01."),
    "no_day": _("There is no such day, or it is before 1900."),
}


class DayField(forms.DateField):
    """A day, typed or picked: read as files are read."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> date | None:
        """The day. Raises ValidationError for what is none, or is before 1900."""
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return cells.day(value)
        except InvalidCell as wrong:
            raise forms.ValidationError(_DAYS[wrong.reason], code="invalid") from wrong


class GivenField(forms.CharField):
    """A code, a number or a sign-in name. Wide letters, as some keyboards type them, become ordinary ones."""

    def to_python(self, value: Any) -> str:
        """In ordinary letters."""
        return cells.plain(super().to_python(value) or "")


class PhoneField(forms.CharField):
    """A telephone number in ordinary digits. What it is, is judged where it is stored."""

    widget = forms.TextInput(attrs={"type": "tel"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def to_python(self, value: Any) -> str:
        """In ordinary digits."""
        return cells.phone_of(super().to_python(value) or "")


class _ToldApart:
    """The number beside equal names."""

    queryset: Any

    def label_from_instance(self, member: Member) -> str:
        """What stands in the list."""
        # Asked once for each list: a form's field is a copy of its own.
        if "_shared" not in vars(self):
            self._shared = shared_names(self.queryset)
        member.has_namesake = member.name in self._shared
        return member.shown_as


class MemberChoice(_ToldApart, forms.ModelChoiceField):
    """One member of several."""


class MemberChoices(_ToldApart, forms.ModelMultipleChoiceField):
    """Some members of several."""


class ReasonField(forms.CharField):
    """Why; stored with the name of the person who gave it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

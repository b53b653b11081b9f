"""Fields that several forms share."""

import unicodedata
from typing import Any

from django import forms

from goodstanding.models import Member
from goodstanding.queries.people.namesakes import shared_names


class DayField(forms.DateField):
    """A day, typed or picked."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"], **kwargs)


class GivenField(forms.CharField):
    """A code, a number or a sign-in name. Wide letters, as some keyboards type them, become ordinary ones."""

    def to_python(self, value: Any) -> str:
        """In ordinary letters."""
        return unicodedata.normalize("NFKC", super().to_python(value) or "").strip()


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
    """Why; kept with the name of whoever gave it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

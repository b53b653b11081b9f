"""Fields that several forms share."""

import unicodedata
from typing import Any

from django import forms


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


class ReasonField(forms.CharField):
    """Why; kept with the name of whoever gave it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

"""Forms about the rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class Propose(forms.Form):
    """Which of the installed schemes, and why."""

    folder = forms.ChoiceField(
        label=_("Scheme"),
        help_text=_("Only schemes without a fault that begin in a month to come can be proposed."),
        choices=[],
    )
    reason = forms.CharField(
        label=_("Why the rules are to change"),
        help_text=_("Everyone can read it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, among: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["folder"].choices = among  # type: ignore[attr-defined]

"""Forms that change units."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goodstanding.models import Member, Unit
from goodstanding.web.shell.forms.fields import DayField, GivenField, MemberChoices, ReasonField


class CreateUnit(forms.Form):
    """A new unit below another."""

    name = forms.CharField(label=_("Name of the unit"), max_length=200)
    code = GivenField(label=_("Code"), max_length=40, help_text=_("Unique in the whole organization; it stays."))
    level = forms.ChoiceField(label=_("Level"))
    type = forms.ChoiceField(label=_("Type"))
    on = DayField(label=_("Opens on"))

    def __init__(self, *args: Any, levels: list[tuple[str, str]], types: list[tuple[str, str]], today: date) -> None:
        super().__init__(*args)
        self.initial["on"] = today
        self.fields["level"].choices = levels  # type: ignore[attr-defined]
        self.fields["type"].choices = types  # type: ignore[attr-defined]


class RenameUnit(forms.Form):
    """Another name from a day on."""

    name = forms.CharField(label=_("New name"), max_length=200)
    on = DayField(label=_("From"))
    reason = ReasonField(label=_("Reason"), required=False)


class ElsewhereForm(forms.Form):
    """Names another unit by its code."""

    code = GivenField(
        label=_("Code of the other unit"),
        max_length=40,
        help_text=_("It is shown on that unit's page, under its name."),
    )
    on = DayField(label=_("From"))
    reason = ReasonField(label=_("Reason"))

    def __init__(self, *args: Any, among: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._among = among

    def clean_code(self) -> Unit:
        """The unit that is meant, among those that the viewer has to do with."""
        unit = self._among.filter(code=self.cleaned_data["code"].strip()).first()
        if unit is None:
            raise forms.ValidationError(_("There is no such unit among those you may change."))
        return unit


class SplitUnit(forms.Form):
    """A new unit beside, with some of the members."""

    name = forms.CharField(label=_("Name of the new unit"), max_length=200)
    code = GivenField(label=_("Its code"), max_length=40)
    members = MemberChoices(
        label=_("Members who go to it"), queryset=Member.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    on = DayField(label=_("From"))
    reason = ReasonField(label=_("Reason"))

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = members  # type: ignore[attr-defined]


class CloseUnit(forms.Form):
    """The end of an empty unit."""

    on = DayField(label=_("Closes on"))
    reason = ReasonField(label=_("Reason"))

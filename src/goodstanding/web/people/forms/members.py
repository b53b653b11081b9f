"""Forms that change members."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goodstanding.models import Member, RecordView, Unit
from goodstanding.sheets.cells import plain
from goodstanding.web.shell.forms.fields import DayField, GivenField, MemberChoice, PhoneField

#: So many members fit into a list to choose from.
MOST_OFFERED = 200
#: What a member's record can be needed for; accounts are looked after without it.
RECORD_PURPOSES = [choice for choice in RecordView.Purpose.choices if choice[0] != RecordView.Purpose.ACCOUNT]


class ConfirmPurpose(forms.Form):
    """A button; there is nothing to fill in."""


class PurposeForm(forms.Form):
    """What for: asked before a member's record opens."""

    purpose = forms.ChoiceField(label=_("What do you need it for?"), choices=RECORD_PURPOSES, widget=forms.RadioSelect)


class EnrolMember(forms.Form):
    """A new member of a unit."""

    number = GivenField(label=_("Member number"), max_length=40)
    name = forms.CharField(label=_("Name"), max_length=100)
    joined_on = DayField(label=_("Joined on"))
    full_on = DayField(label=_("Full member since"), required=False)
    from_on = DayField(label=_("In this unit since"))
    phone = PhoneField(label=_("Telephone"), required=False)


class CorrectMember(forms.Form):
    """Puts particulars right."""

    name = forms.CharField(label=_("Name"), max_length=100)
    joined_on = DayField(label=_("Joined on"))
    full_on = DayField(label=_("Full member since"), required=False)
    phone = PhoneField(label=_("Telephone"), required=False)


class BeginClass(forms.Form):
    """What a member is classed as from a day on."""

    word = forms.ChoiceField(label=_("Class"))
    on = DayField(label=_("From"))

    def __init__(self, *args: Any, classes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].choices = classes  # type: ignore[attr-defined]


class EndClass(forms.Form):
    """What a member is no longer classed as from a day on."""

    word = forms.CharField(widget=forms.HiddenInput)
    on = DayField(label=_("Until"))


class HostMember(forms.Form):
    """Which unit looks after a floating member from a day on."""

    code = GivenField(label=_("Code of the host unit"), max_length=40, required=False)
    on = DayField(label=_("From"))

    def clean_code(self) -> Unit | None:
        """The open unit with that code; none ends the hosting."""
        code = self.cleaned_data["code"].strip()
        if not code:
            return None
        unit = Unit.objects.filter(code=code, closed_on=None).first()
        if unit is None:
            raise forms.ValidationError(_("There is no open unit with this code."))
        return unit


class LeaveForm(forms.Form):
    """The end of a membership."""

    why = forms.ChoiceField(label=_("Reason"), choices=Member.Leaving)
    on = DayField(label=_("Left on"))


class FilterRoster(forms.Form):
    """Narrows a roster down."""

    q = forms.CharField(label=_("Name, pinyin initials or number"), required=False)
    word = forms.ChoiceField(label=_("Class"), required=False)

    def __init__(self, *args: Any, classes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].choices = [("", _("All classes")), *classes]  # type: ignore[attr-defined]


class GrantPost(forms.Form):
    """An office for a member, over a unit, from a day on. by_number: there are too many to choose from a list."""

    member = MemberChoice(label=_("Who"), queryset=Member.objects.none())
    role = forms.ChoiceField(label=_("Office"))
    on = DayField(label=_("From"))

    def __init__(
        self,
        *args: Any,
        members: QuerySet[Member],
        roles: list[tuple[str, str]],
        by_number: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if by_number:
            self.fields["member"] = MemberByNumber(label=_("Member number"), queryset=members)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]


class MemberByNumber(forms.ModelChoiceField):
    """One of very many members, by their number."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        told = {"invalid_choice": _("No member here has this number.")}
        super().__init__(to_field_name="number", error_messages=told, **kwargs)

    def to_python(self, value: Any) -> Member | None:
        """The member, whatever the keyboard's width of digits."""
        return super().to_python(plain(value) if isinstance(value, str) else value)

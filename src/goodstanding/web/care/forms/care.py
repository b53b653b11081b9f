"""Forms of care: a talk, a contact, a search and its steps, a long absence. None has a field for what was said."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goodstanding.models import Contact, Member, Talk
from goodstanding.web.shell.forms.fields import DayField, MemberChoice, PhoneField

Choices = Sequence[tuple[str, Any]]


def _one(kinds: Choices, **more: Any) -> forms.ChoiceField:
    """A field for a kind, which is only shown where there are several."""
    if len(kinds) == 1:
        return forms.ChoiceField(choices=kinds, initial=kinds[0][0], widget=forms.HiddenInput, **more)
    return forms.ChoiceField(label=_("Kind"), choices=kinds, **more)


class _TalkForm(forms.Form):
    """The kind of a talk and its day."""

    on = DayField(
        label=_("Day"), help_text=_("A day to come arranges the talk. Today or earlier records that it took place.")
    )

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = _one(kinds)


class OwnTalkForm(_TalkForm):
    """A talk, set down by the member."""

    holder = MemberChoice(label=_("With"), queryset=Member.objects.none())
    field_order = ("holder", "kind", "on")

    def __init__(self, *args: Any, holders: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = holders  # type: ignore[attr-defined]
        self.order_fields(self.field_order)


class HelpForm(forms.Form):
    """Help that the member gave: to whom, and on which day."""

    member = MemberChoice(label=_("Whom you helped"), queryset=Member.objects.none(), to_field_name="key")
    on = DayField(label=_("Day"))

    def __init__(self, *args: Any, kinds: Choices, people: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = _one(kinds)
        self.fields["member"].queryset = people  # type: ignore[attr-defined]


class DeskTalkForm(_TalkForm):
    """A talk, set down by the person in office, with how a member without a phone confirmed it."""

    member = MemberChoice(label=_("Member"), queryset=Member.objects.none())
    way = forms.ChoiceField(
        label=_("Confirmed by the member"),
        required=False,
        choices=[("", _("On their phone, later")), *[one for one in Talk.Way.choices if one[0] != Talk.Way.OWN]],
        help_text=_("For members without a phone, after the talk."),
    )
    field_order = ("member", "kind", "on", "way")

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
        self.order_fields(self.field_order)


class ContactKeptForm(forms.Form):
    """Contact with a member: how, and on which day."""

    member = MemberChoice(label=_("Member"), queryset=Member.objects.none())
    way = forms.ChoiceField(
        label=_("How"), widget=forms.RadioSelect, choices=[one for one in Contact.Way.choices if one[0] != "own"]
    )
    on = DayField(label=_("Day"))

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class SearchForm(forms.Form):
    """Which member cannot be reached, and since when."""

    member = MemberChoice(label=_("Member"), queryset=Member.objects.none())
    since = DayField(label=_("Last day of contact"), help_text=_("As far as you know."))

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """A step of a search that was taken."""

    what = forms.ChoiceField(label=_("Which step was taken"), widget=forms.RadioSelect)
    on = DayField(label=_("Day"))

    def __init__(self, *args: Any, steps: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = steps  # type: ignore[attr-defined]


class AbsenceForm(forms.Form):
    """A long absence. No place and no reason is asked."""

    from_on = DayField(label=_("First day away"))
    until_on = DayField(label=_("Last day away, as planned"))
    phone = PhoneField(
        label=_("Telephone while away"), required=False, help_text=_("Only if it is another number than the usual one.")
    )


class DeskAbsenceForm(AbsenceForm):
    """The same, written down for a member."""

    member = MemberChoice(label=_("Member"), queryset=Member.objects.none())
    reported_on = DayField(label=_("Reported on"), help_text=_("The day on which the member said so."))
    field_order = ("member", "from_on", "until_on", "phone", "reported_on")

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class EmptyForm(forms.Form):
    """A question that one button answers."""

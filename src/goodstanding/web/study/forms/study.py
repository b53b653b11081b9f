"""Forms about study: a course, a day, a file of questions, a session."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.study.courses import CourseParticulars
from goodstanding.actions.study.sessions import SessionParticulars
from goodstanding.engine.scheme.scheme import Scheme, decimal_text
from goodstanding.engine.scheme.study import SessionMarks
from goodstanding.flows.ledger.row import amount
from goodstanding.models import Course, Member
from goodstanding.sheets.cells import InvalidCell
from goodstanding.web.shell.forms.fields import DayField, MemberChoice, MemberChoices, ReasonField
from goodstanding.web.shell.presenters import terms


class HoursField(forms.CharField):
    """A number of class hours, in thousandths."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> int:
        """Thousandths; none is 0. Raises ValidationError for what is no number."""
        text = super().clean(value)
        try:
            return amount(text) if text else 0
        except InvalidCell:
            raise forms.ValidationError(_("Write the hours as a number, such as 2 or 1.5.")) from None


class CourseForm(forms.Form):
    """What a course is."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("What it is about"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    class_hours = HoursField(
        label=_("Class hours"), required=False, help_text=_("What passing is worth. Time on a screen is never counted.")
    )
    classes = forms.MultipleChoiceField(
        label=_("Only for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave empty for everyone whom the rules mean."),
    )

    def __init__(self, *args: Any, scheme: Scheme, hours: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["classes"].choices = terms.choices(scheme.classes)  # type: ignore[attr-defined]
        if not hours:
            del self.fields["class_hours"]

    @staticmethod
    def of(course: Course) -> dict[str, Any]:
        """What the form begins with for a course."""
        return {
            "title": course.title, "summary": course.summary, "classes": course.classes,
            "class_hours": decimal_text(course.class_hours) if course.class_hours else "",
        }  # fmt: skip

    def particulars(self) -> CourseParticulars:
        """What was said."""
        data = self.cleaned_data
        return CourseParticulars(data["title"], data["summary"], data.get("class_hours", 0), tuple(data["classes"]))


class DueForm(forms.Form):
    """By when a course is due."""

    due_on = DayField(label=_("Due by"))


class WithdrawForm(forms.Form):
    """Why a course is taken back."""

    reason = ReasonField(label=_("Reason"))


class WithdrawQuestionForm(forms.Form):
    """What is wrong with a question."""

    reason = ReasonField(label=_("What is wrong with it"), help_text=_("Members who took the quiz read this."))


class BankForm(forms.Form):
    """A file of questions."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("GIFT or Moodle XML, or an Excel workbook (.xlsx). You see every question before any is taken."),
        widget=forms.FileInput(attrs={"accept": ".gift,.txt,.xml,.xlsx"}),
    )


class SessionForm(forms.Form):
    """When a session was, about what, worth how many class hours, and who took part."""

    on = DayField(label=_("Day"))
    topic = forms.CharField(label=_("Topic"), max_length=200, required=False)
    class_hours = HoursField(label=_("Class hours"))
    members = MemberChoices(
        label=_("Who took part"), queryset=Member.objects.none(), to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, members: Sequence[Member], hours: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [member.pk for member in members]
        found = Member.objects.filter(pk__in=keys).order_by("initials", "number")
        self.fields["members"].queryset = found  # type: ignore[attr-defined]
        if not hours:
            del self.fields["class_hours"]

    def particulars(self) -> SessionParticulars:
        """What was said."""
        data = self.cleaned_data
        return SessionParticulars(data["on"], data["topic"], data.get("class_hours", 0))


class MarkField(forms.CharField):
    """A result as a number, in thousandths; empty where there is none."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.most = most
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"})

    def clean(self, value: Any) -> int | None:
        """Thousandths. Raises ValidationError for what is no number, or is none from 0 to the most."""
        text = super().clean(value)
        try:
            found = amount(text) if text else None
        except InvalidCell:
            found = -1
        if found is not None and not 0 <= found <= self.most * 1000:
            raise forms.ValidationError(_("Write a number from 0 to %(most)s.") % {"most": self.most})
        return found


class ResultsForm(SessionForm):
    """When a test was, and the result of each member; a member without a result is left out."""

    def __init__(self, *args: Any, members: Sequence[Member], marks: SessionMarks, hours: bool, **kwargs: Any) -> None:
        super().__init__(*args, members=members, hours=hours, **kwargs)
        del self.fields["members"]
        self.people = {f"result-{member.key}": member for member in members}
        for name, member in self.people.items():
            self.fields[name] = _mark_field(marks, member)

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError without any result."""
        data = super().clean() or {}
        if not any(name in self.errors for name in self.people) and not self._given(data):
            raise forms.ValidationError(_("Give the result of at least one member."))
        return data | {"members": [self.people[name] for name in self._given(data)]}

    def particulars(self) -> SessionParticulars:
        """What was said, with the result of each."""
        given = self._given(self.cleaned_data)
        return replace(super().particulars(), marks={self.people[name].pk: mark for name, mark in given.items()})

    def _given(self, data: dict[str, Any]) -> dict[str, int]:
        found = {name: data.get(name) for name in self.people}
        return {name: int(mark) for name, mark in found.items() if mark not in (None, "")}


def _mark_field(marks: SessionMarks, member: Member) -> forms.Field:
    if marks.most is not None:
        return MarkField(label=member.shown_as, most=marks.most)
    words = [(str(word.value * 1000), terms.text(word.title)) for word in marks.words.values()]
    return forms.ChoiceField(label=member.shown_as, required=False, choices=[("", _("No result")), *words])


class HoursForm(forms.Form):
    """How many class hours a meeting was worth."""

    class_hours = HoursField(label=_("Class hours"))


class PaperForm(forms.Form):
    """Whose paper it is, and when it was written."""

    member = MemberChoice(label=_("Member"), queryset=Member.objects.none(), to_field_name="key")
    on = DayField(label=_("Written on"))

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [member.pk for member in members]
        found = Member.objects.filter(pk__in=keys).order_by("initials", "number")
        self.fields["member"].queryset = found  # type: ignore[attr-defined]

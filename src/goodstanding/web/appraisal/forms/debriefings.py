"""Forms of debriefings: the report, a comment, why it is returned, and the grade that a body decided."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.appraisal.debriefings import MOST_COMMENT, MOST_REASON, MOST_REPORT
from goodstanding.engine.scheme.debriefing import DebriefingRule
from goodstanding.models import Member
from goodstanding.web.appraisal.forms.round import SittingForm
from goodstanding.web.shell.forms.fields import DayField, MemberChoice, ReasonField
from goodstanding.web.shell.presenters import terms


class DebriefingReportForm(forms.Form):
    """A report. It can be saved without a word in it."""

    text = forms.CharField(
        label=_("My report"), max_length=MOST_REPORT, required=False, widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("What the records hold is written down for you already. Change it as you like."),
    )  # fmt: skip


class PaperReportForm(forms.Form):
    """A report on paper that the unit above types in."""

    member = MemberChoice(label=_("Member"), queryset=Member.objects.none(), to_field_name="key")
    on = DayField(label=_("Written on"))
    text = forms.CharField(
        label=_("The report"), max_length=MOST_REPORT, widget=forms.Textarea(attrs={"rows": 12})
    )  # fmt: skip

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = people  # type: ignore[attr-defined]


class DebriefingCommentForm(forms.Form):
    """A comment of a member."""

    text = forms.CharField(
        label=_("My comment"), max_length=MOST_COMMENT, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The unit above reads it with your name; the person who reports reads it without."),
    )  # fmt: skip


class CommentAboveForm(forms.Form):
    """A comment of the unit above, or of a member on paper."""

    author = MemberChoice(
        label=_("Whose comment"), queryset=Member.objects.none(), to_field_name="key", required=False,
        empty_label=_("The unit above"),
    )  # fmt: skip
    text = forms.CharField(
        label=_("The comment"), max_length=MOST_COMMENT, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("A comment on paper counts the same. The person who reports reads it without the name."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].queryset = people  # type: ignore[attr-defined]


class ReturnReportForm(forms.Form):
    """Why a report is returned."""

    reason = ReasonField(label=_("What is missing"))


class DebriefingGradeForm(SittingForm):
    """The grade that a body decided, with its reason."""

    grade = forms.ChoiceField(label=_("Grade"))
    reason = forms.CharField(
        label=_("Reason"), max_length=MOST_REASON, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The person who reports reads it. No points decide a grade."),
    )  # fmt: skip
    field_order = ("grade", "reason", "body", "present", "on")

    def __init__(self, *args: Any, rule: DebriefingRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grades = [(word, terms.text(grade.title)) for word, grade in rule.grades.items()]
        self.fields["grade"].choices = [("", _("Choose a grade")), *grades]  # type: ignore[attr-defined]

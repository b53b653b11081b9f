"""Forms of objections, rulings and corrections."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.models import Remedy
from goodstanding.web.shell.forms.fields import DayField, ReasonField

Choices = list[tuple[str, Any]]
REJECT = "reject"


class LongReasonField(forms.CharField):
    """Why, with room to tell it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, widget=forms.Textarea(attrs={"rows": 6}), **kwargs)


class ValueField(forms.DecimalField):
    """A value with up to three decimals; given in thousandths."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_digits=12, decimal_places=3, required=False, **kwargs)

    def clean(self, value: Any) -> int | None:
        """Thousandths."""
        found: Decimal | None = super().clean(value)
        return None if found is None else int(found * 1000)


def attachment_field() -> forms.FileField:
    """What shows that an objection is right."""
    return forms.FileField(
        label=_("Attachment"),
        required=False,
        help_text=_("PDF, PNG, JPEG or plain text, at most 5 MB. Only you and those who rule can open it."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.txt"}),
    )


class MakeObjection(forms.Form):
    """What is doubted, why, and what shows it. facts: what can be chosen; none where it is settled."""

    fact = forms.ChoiceField(label=_("What do you object to?"), widget=forms.RadioSelect)
    reason = LongReasonField(
        label=_("What is wrong, and why?"), help_text=_("The person who rules on it reads this. It stays on record.")
    )
    attachment = attachment_field()

    def __init__(self, *args: Any, facts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(facts) > 1:
            self.fields["fact"].choices = facts  # type: ignore[attr-defined]
        else:
            del self.fields["fact"]


class MissingEntry(forms.Form):
    """What was done and not recorded: under which rule, on which day. rules: those to choose from."""

    indicator = forms.ChoiceField(label=_("What is missing?"))
    on = DayField(label=_("On which day?"))
    reason = LongReasonField(
        label=_("What did you do, and who can confirm it?"),
        help_text=_("The person who rules on it reads this. It stays on record."),
    )
    attachment = attachment_field()

    def __init__(self, *args: Any, rules: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [("", "—"), *rules]  # type: ignore[attr-defined]


class AskAgain(forms.Form):
    """Why a second ruling is needed."""

    reason = LongReasonField(label=_("Why do you ask for a second ruling?"))


class GiveRuling(forms.Form):
    """The answer to an objection, in plain verbs. is_leave: whether an excuse is leave, from what people come to."""

    answer = forms.ChoiceField(
        label=_("Is the objection right?"),
        widget=forms.RadioSelect,
        choices=[
            (REJECT, _("Reject: the entry stays as it is")),
            (Remedy.REVERSE, _("Uphold: take the entry back")),
            (Remedy.EXCUSE, _("Uphold: make it an excused absence")),
            (Remedy.REPLACE, _("Uphold: give it another value")),
            (Remedy.ADD, _("Uphold: add a missing entry")),
            (Remedy.NONE, _("Uphold: no entry needs to change")),
        ],
    )
    fact = forms.ChoiceField(
        label=_("Which entry"), required=False, help_text=_("If an entry is taken back or changed.")
    )
    value = ValueField(
        label=_("Value of the entry"),
        help_text=_("For another value, or for the missing entry: 1 is yes, 0 is no."),
    )
    kind = forms.ChoiceField(label=_("Missing entry"), required=False)
    on = DayField(label=_("Day of the missing entry"), required=False)
    reason = ReasonField(label=_("Reason"), help_text=_("The member can read it, and it is recorded permanently."))

    def __init__(self, *args: Any, facts: Choices, kinds: Choices, is_leave: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_leave:
            _say_excuse(self.fields["answer"], _("Uphold: excuse it, so that it does not count"))
        for name, choices in (("fact", facts), ("kind", kinds)):
            if choices:
                self.fields[name].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
            else:
                del self.fields[name]


class CorrectContested(forms.Form):
    """What should be done to a fact, and why. is_leave: whether an excuse is leave, from what people come to."""

    remedy = forms.ChoiceField(
        label=_("What should be done"),
        widget=forms.RadioSelect,
        choices=[
            (Remedy.REVERSE, _("Take the entry back")),
            (Remedy.EXCUSE, _("Make it an excused absence")),
            (Remedy.REPLACE, _("Give it another value")),
        ],
    )
    value = ValueField(label=_("Value of the entry"), help_text=_("For another value: 1 is yes, 0 is no."))
    reason = ReasonField(label=_("Reason"), help_text=_("The member can read it, and it is recorded permanently."))

    def __init__(self, *args: Any, is_leave: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_leave:
            _say_excuse(self.fields["remedy"], _("Excuse it, so that it does not count"))


def _say_excuse(field: Any, words: Any) -> None:
    """Says an excuse otherwise than as an absence."""
    field.choices = [(value, words if value == Remedy.EXCUSE else label) for value, label in field.choices]


class Refuse(forms.Form):
    """Why not."""

    reason = ReasonField(label=_("Reason"))

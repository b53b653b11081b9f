"""Forms about dues: a payment, a set amount by a band, a reduction, and a row of a bank statement."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.dues.acting import MOST_REASON
from goodstanding.actions.dues.payments import Way
from goodstanding.engine.scheme.dues import fen_of, yuan_text
from goodstanding.models import Member
from goodstanding.sheets.cells import plain
from goodstanding.web.shell.forms.fields import DayField, MemberChoice

Choices = Sequence[tuple[str, Any]]
_MOST_FEN = 100_000_000


class YuanField(forms.CharField):
    """An amount typed in yuan; gives fen. Wide digits and the sign of the currency are read as well."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        """The amount in fen, None for an empty field. Raises ValidationError for anything but an amount."""
        text = plain(super().to_python(value) or "").replace(",", "").removesuffix("元").strip("¥￥ ")
        if not text:
            return None
        try:
            fen = fen_of(text)
        except ValueError:
            raise forms.ValidationError(_("Write an amount in yuan, as 12.50."), code="invalid") from None
        if fen > _MOST_FEN:
            raise forms.ValidationError(_("Check the amount: it is too large."), code="invalid")
        return fen

    def prepare_value(self, value: Any) -> Any:
        """Fen as they are typed."""
        return yuan_text(value) if isinstance(value, int) else value


class PaymentForm(forms.Form):
    """A payment of another amount, on another day, or brought by another person."""

    fen = YuanField(label=_("Amount in yuan"))
    on = DayField(label=_("Day of the payment"))
    way = forms.ChoiceField(label=_("How it came"), choices=Way.choices)
    form = forms.CharField(widget=forms.HiddenInput, max_length=40)


class AmountForm(forms.Form):
    """The band, which is not stored, and the amount a month, which is."""

    band = forms.ChoiceField(label=_("Band of dues"), widget=forms.RadioSelect)
    fen = YuanField(
        label=_("Amount a month in yuan"), required=False,
        help_text=_("Work it out from the band yourself. Only this amount is stored: neither your pay nor the band."),
    )  # fmt: skip

    def __init__(self, *args: Any, bands: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["band"].choices = bands  # type: ignore[attr-defined]


class PaperAmountForm(AmountForm):
    """An amount that a member confirmed on paper or in person."""

    on = DayField(label=_("Day"), help_text=_("The day on the paper, or on which the member said so."))


class ReliefForm(forms.Form):
    """A reduction: for which months, what is left to pay, and why."""

    first = forms.ChoiceField(label=_("From"))
    last = forms.ChoiceField(label=_("Until"))
    fen = YuanField(label=_("Left to pay a month, in yuan"), initial=0, help_text=_("0 waives the month in full."))
    reason = forms.CharField(
        label=_("Reason"), max_length=MOST_REASON, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the branch decided, and when. Write no diagnosis, no income and nothing about the family."),
    )  # fmt: skip

    def __init__(self, *args: Any, months: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "last"):
            self.fields[name].choices = months  # type: ignore[attr-defined]

    def clean_fen(self) -> int:
        """Nothing typed is nothing left to pay."""
        return self.cleaned_data["fen"] or 0


class ReliefDecisionForm(forms.Form):
    """What the committee above decides."""

    agreed = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect, choices=[("yes", _("Approve")), ("no", _("Do not approve"))]
    )
    words = forms.CharField(
        label=_("Reason"), max_length=MOST_REASON, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where it is not approved. It is stored with your name, and the member can read it."),
    )  # fmt: skip


class BookLineForm(forms.Form):
    """Whose payment a row of a statement is."""

    member = MemberChoice(label=_("Member"), queryset=Member.objects.none())

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]

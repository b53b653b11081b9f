"""Forms in which facts are written down and put right."""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.ledger.by_hand import Mark
from goodstanding.engine.scheme.scheme import decimal_text
from goodstanding.flows.ledger.row import amount
from goodstanding.models import Fact, Member, Unit
from goodstanding.sheets.cells import InvalidCell
from goodstanding.web.shell.forms.fields import DayField, ReasonField

NONE, YES, NO, EXCUSED = "", "yes", "no", "excused"
_VALUES: dict[str, int | None] = {YES: 1000, NO: 0, EXCUSED: None}
_KEY = re.compile(r"([0-9]{1,18})-[A-Za-z0-9_-]{22}")
Subject = Member | Unit


def new_key(unit: Unit) -> str:
    """A key for a fresh form of a unit: sent twice, it has been sent once."""
    return f"{unit.pk}-{secrets.token_urlsafe(16)}"


def unit_of_key(key: str) -> int | None:
    """The unit that a form's key is for."""
    found = _KEY.fullmatch(key)
    return int(found[1]) if found else None


class RecordFacts(forms.Form):
    """When, and from what."""

    occurred_on = DayField(label=_("Day"))
    reference = forms.CharField(
        label=_("Reference (meeting, decision)"),
        max_length=200,
        required=False,
        help_text=_("Such as the name of the meeting or the number of the decision."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "besides" in self.data:
            self.ask_besides()

    def ask_besides(self) -> None:
        """Asks about likely doubles; only where there are some."""
        self.fields["besides"] = forms.BooleanField(
            label=_("Something else took place as well: record it in addition"), required=False
        )


@dataclass
class MarkRow:
    """One line of the form: whom it is about, what is marked, and what is wrong with it."""

    subject: Subject
    name: str
    chosen: str = NONE
    amount: str = ""
    error: str = ""

    @property
    def number(self) -> str:
        """What tells two of one name apart."""
        return self.subject.number if isinstance(self.subject, Member) else self.subject.code

    @property
    def is_marked(self) -> bool:
        """Whether anything is said of them."""
        return bool(self.chosen or self.amount.strip())


class Marks:
    """What is marked of each subject in one form. most: the largest value, thousandths; toggles: yes, no or excused.

    excused, is_leave: the word for it, and whether it is leave from what people come to. only_happens: nothing but yes
    can be said, so there is nothing to mark. chosen: these people were chosen one by one, so that yes is what is mostly
    meant.
    """

    def __init__(
        self,
        subjects: Iterable[Subject],
        most: int | None,
        data: Mapping[str, Any] | None,
        *,
        excused: str,
        is_leave: bool,
        only_happens: bool = False,
        chosen: bool = False,
    ) -> None:
        self.excused, self.is_leave = excused, is_leave
        self.most, self.only_happens = most, only_happens
        self.toggles = most == _VALUES[YES] and not only_happens
        self.begins = YES if chosen and most == _VALUES[YES] else NONE
        self.is_new = data is None
        self.rows = [self._row(subject, data or {}) for subject in subjects]

    def _row(self, subject: Subject, data: Mapping[str, Any]) -> MarkRow:
        key = subject.key if isinstance(subject, Member) else "unit"
        if self.only_happens:
            return MarkRow(subject, key, YES)
        chosen = str(data.get(f"mark-{key}", self.begins if self.is_new else NONE))
        allowed = set(_VALUES) if self.toggles else {EXCUSED}
        amount = "" if self.toggles else str(data.get(f"amount-{key}", ""))[:40]
        return MarkRow(subject, key, chosen if chosen in allowed else NONE, amount)

    @property
    def count(self) -> int:
        """How many are marked."""
        return sum(row.is_marked for row in self.rows)

    def fill(self) -> None:
        """Marks “yes” wherever nothing is marked."""
        for row in self.rows:
            row.chosen = row.chosen or YES

    def read(self) -> list[Mark]:
        """What is marked; none, with the errors at their rows, where something cannot be read."""
        found = [Mark(row.subject, self._value(row)) for row in self.rows if row.is_marked]
        return [] if any(row.error for row in self.rows) else found

    def _value(self, row: MarkRow) -> int | None:
        if self.toggles or self.only_happens or not row.amount.strip():
            return _VALUES[row.chosen]
        if row.chosen == EXCUSED:
            row.error = _now("Either a value or excused, not both.")
            return None
        value = self._amount(row.amount)
        if value is None:
            row.error = _now("Write a number with at most three decimals.")
        elif self.most is not None and value > self.most:
            row.error = _now("At most %(most)s.") % {"most": decimal_text(self.most)}
        return value

    def _amount(self, text: str) -> int | None:
        try:
            return amount(text)
        except InvalidCell:
            return None

    def put(self, faults: Iterable[Any], marks: Sequence[Mark]) -> None:
        """Says of each mark that cannot stand why, at its row."""
        rows = {row.subject: row for row in self.rows}
        for fault in faults:
            rows[marks[fault.place].subject].error = str(fault.message)


class CorrectEntry(forms.Form):
    """What a fact should say instead: another value, excused, another day. excused: in the word for its kind."""

    says = forms.ChoiceField(label=_("Should be"), widget=forms.RadioSelect)
    amount = forms.CharField(label=_("Value"), required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    on = DayField(label=_("Day"))
    reason = ReasonField(label=_("Reason"), help_text=_("The member can read it, and it is recorded permanently."))

    def __init__(self, *args: Any, fact: Fact, most: int | None, excused: str, **kwargs: Any) -> None:
        toggles = most == _VALUES[YES] and fact.value in {0, 1000, None}
        said = EXCUSED if fact.value is None else {1000: YES, 0: NO}.get(fact.value, "") if toggles else "amount"
        amount = "" if fact.value is None or toggles else decimal_text(fact.value)
        super().__init__(*args, **kwargs)
        self.initial = {"says": said, "amount": amount, "on": fact.occurred_on}
        choices = [(YES, _("Yes")), (NO, _("No"))] if toggles else [("amount", _("A value"))]
        self.fields["says"].choices = [*choices, (EXCUSED, excused)]  # type: ignore[attr-defined]
        if toggles:
            del self.fields["amount"]

    def clean(self) -> dict[str, Any]:
        """With `value`, in thousandths; none for excused."""
        data = super().clean() or {}
        says = data.get("says")
        data["value"] = _VALUES.get(says or "")
        if says == "amount":
            try:
                data["value"] = amount(data.get("amount", ""))
            except InvalidCell:
                self.add_error("amount", _("Write a number with at most three decimals."))
        return data


class FilterFacts(forms.Form):
    """Narrows what was recorded down."""

    kind = forms.ChoiceField(label=_("Kind of entry"), required=False)
    member = forms.ChoiceField(label=_("Member"), required=False)
    month = forms.ChoiceField(label=_("Month"), required=False)
    source = forms.ChoiceField(label=_("Source"), required=False, choices=[("", _("All")), *Fact.Source.choices])

    def __init__(
        self, *args: Any, kinds: Sequence[Any], members: Sequence[Any], months: Sequence[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        every = {"kind": (_("All"), kinds), "member": (_("All"), members), "month": (_("Last 12 months"), months)}
        for name, (label, choices) in every.items():
            self.fields[name].choices = [("", label), *choices]  # type: ignore[attr-defined]

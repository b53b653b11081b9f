"""Forms of accountability files. Nothing is chosen beforehand: no basis, no circumstance, no form, no person."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.cases.accountability import MOST_DOCUMENT, MOST_WORDS, StepPaper
from goodstanding.engine.scheme.accountability import AccountabilityRule
from goodstanding.engine.scheme.part import Text
from goodstanding.models import AccountabilityFile, Unit
from goodstanding.models.cases.accountability import FileMove
from goodstanding.queries.cases import accountability as queries
from goodstanding.web.cases.presenters import accountability as presenters
from goodstanding.web.shell.forms.fields import DayField
from goodstanding.web.shell.presenters import terms


def _words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 6}), **more)


def _none_first(titles: Mapping[str, Text]) -> list[tuple[str, str]]:
    return [("", str(_("Choose"))), *((word, terms.text(title)) for word, title in titles.items())]


class OpenFileForm(forms.Form):
    """Whom or what it is about, the basis, the circumstance and the reason."""

    post = forms.ChoiceField(label=_("About"))
    basis = forms.ChoiceField(label=_("Basis"))
    circumstance = forms.ChoiceField(label=_("Circumstance"))
    reason = _words(_("Reason"), help_text=_("All people concerned read it, with your name."))

    def __init__(
        self, *args: Any, rule: AccountabilityRule, subjects: Sequence[tuple[str, str]], on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "post": [("", str(_("Choose"))), *subjects],
            "basis": _none_first(rule.basis_on(on)),
            "circumstance": _none_first(rule.circumstances),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class FileStepForm(forms.Form):
    """What happened, on which day; where a body decided, its document, the form and who is responsible."""

    body_unit = forms.ChoiceField(label=_("Whose body decided"))
    document = forms.CharField(label=_("Number of the document"), max_length=MOST_DOCUMENT)
    form = forms.ChoiceField(label=_("Form"))
    layer = forms.ChoiceField(label=_("Who is responsible"))
    words = _words(_("In words"))
    on = DayField(label=_("On which day"))

    def __init__(
        self, *args: Any, file: AccountabilityFile, move: FileMove, rule: AccountabilityRule, on: date, **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        decides, of_body = move is FileMove.DECIDE, move in (FileMove.DECIDE, FileMove.CONFIRM, FileMove.REVOKE)
        units = queries.bodies(file, rule) if decides else queries.answering_bodies(file, rule) if of_body else []
        self._units: dict[str, Unit] = {unit.code: unit for unit in units}
        offered = {
            "body_unit": presenters.units(units) if of_body else None,
            "document": [] if of_body else None,
            "form": _none_first(rule.forms_on(on, "person" if file.post_id else "organization")) if decides else None,
            "layer": _none_first(rule.layers) if decides else None,
        }
        for name, choices in offered.items():
            if choices is None:
                del self.fields[name]
            elif choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]

    def paper(self) -> StepPaper:
        """What is to be taken down."""
        given = dict(self.cleaned_data)
        return StepPaper(
            given["words"], given["on"], given.get("document", ""), self._units.get(given.get("body_unit", "")),
            given.get("form", ""), given.get("layer", ""),
        )  # fmt: skip


class StepCorrectionForm(forms.Form):
    """What is right instead."""

    words = _words(_("What is right instead"), help_text=_("The step stays to read, and this stands beside it."))

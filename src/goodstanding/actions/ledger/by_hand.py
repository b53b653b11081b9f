"""Facts that people write down by hand, about many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger import ledger
from goodstanding.actions.ledger.ledger import Faulty
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Fact, Member, Unit
from goodstanding.queries.ledger.doubles import left_already
from goodstanding.queries.ledger.faults import EntryError
from goodstanding.queries.ledger.recorded import form_key

_DOUBLED = _("A closed meeting or an assignment has already recorded this for the member: %(meeting)s.")


class Doubled(Faulty):
    """A closed meeting or an assignment has said the same already; recorded beside it, it would count twice."""


@dataclass(frozen=True)
class Mark:
    """What is said of one of many. value: thousandths, none for excused."""

    subject: Member | Unit
    value: int | None


def record_together(  # noqa: PLR0913
    *, kind: str, occurred_on: date, reference: str, marks: Sequence[Mark], form: str, scheme: Scheme, by: Viewer,
    at: datetime, besides: bool = False,
) -> ledger.Recorded:  # fmt: skip
    """Writes one kind of fact down about many, all or none. form: the same form sent again changes nothing.

    Raises Faulty with the places of the marks that cannot stand, Refusal where the form said otherwise before, Doubled
    where a closed meeting or an assignment said it already; not with besides, which says that something else took
    place as well.
    """
    if not marks:
        raise ActionRefused(_("Mark at least one."))
    entries = [
        ledger.NewFact(kind, mark.subject, mark.value, occurred_on, form_key(by, form, mark.subject), reference)
        for mark in marks
    ]
    if not besides and (doubles := left_already(entries)):
        raise Doubled([EntryError(place, "besides", _DOUBLED % {"meeting": name}) for place, name in doubles.items()])
    try:
        return ledger.record_many(entries, source=Fact.Source.FORM, scheme=scheme, by=by, at=at)
    except ActionRefused as refusal:
        if refusal.field != "key":
            raise
        told = _("This form was already sent with different marks. Check what was recorded and correct it there.")
        raise ActionRefused(told, "key") from refusal

"""How many can have the limited grade, and how many have it: counted in one place, and refused by the database too."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.appraisal import AppraisalRule
from goodstanding.models import AppraisalRound, Appraisee
from goodstanding.queries.appraisal import members, rounds


def count(row: AppraisalRound, rule: AppraisalRule) -> None:
    """Counts the places of a round anew, by those whom the rules give a grade today."""
    row.places = rule.places(members.count_graded(row))
    row.placed = 0 if rule.limited is None else rounds.active(row).filter(grade=rule.limited).count()
    refuse_too_many(row)
    row.save(update_fields=["places", "placed"])


def refuse_too_many(row: AppraisalRound) -> None:
    """Raises ActionRefused where more have the limited grade than the share allows."""
    if row.places is not None and row.placed > row.places:
        raise ActionRefused(
            _("At most %(places)s of those graded can have the best grade; with this, %(placed)s would have it.")
            % {"places": row.places, "placed": row.placed}
        )  # fmt: skip


def give(row: AppraisalRound, rule: AppraisalRule, wanted: Mapping[int, str], people: Iterable[Appraisee]) -> None:
    """Gives several members their grades at once, so that two can change places.

    Raises ActionRefused beyond the share.
    """
    changed = [one for one in people if one.pk in wanted and one.grade != wanted[one.pk]]
    now = {one.pk: one.grade for one in rounds.active(row)} | dict(wanted)
    row.places = rule.places(members.count_graded(row))
    row.placed = sum(grade == rule.limited for grade in now.values()) if rule.limited is not None else 0
    refuse_too_many(row)
    row.save(update_fields=["places", "placed"])
    for one in changed:
        one.grade = wanted[one.pk]
        one.save(update_fields=["grade"])

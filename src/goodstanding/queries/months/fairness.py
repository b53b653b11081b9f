"""Gaps between groups of members that a draft showed, and what was answered."""

from typing import Any

from goodstanding.models import FairnessAnswer, Run


def found(run: Run) -> list[dict[str, Any]]:
    """Every gap of a run, those with a flag first, as flows.rating.fairness gives them; empty for older runs."""
    gaps: list[dict[str, Any]] = run.figures.get("fairness", {}).get("gaps", [])
    return gaps


def name_of(gap: dict[str, Any]) -> str:
    """By which name a gap is answered."""
    return f"{gap['dimension']}:{gap['group']}"


def flagged(run: Run) -> list[str]:
    """The names of the gaps that need an answer before the run is published."""
    return [name_of(gap) for gap in found(run) if gap["flagged"]]


def answers(run: Run) -> dict[str, FairnessAnswer]:
    """The answer that counts for each gap: the last."""
    return {one.gap: one for one in FairnessAnswer.objects.filter(run=run).select_related("by__member").order_by("pk")}


def unanswered(run: Run) -> list[str]:
    """The names of the gaps that still need an answer."""
    there = set(FairnessAnswer.objects.filter(run=run).values_list("gap", flat=True))
    return [name for name in flagged(run) if name not in there]

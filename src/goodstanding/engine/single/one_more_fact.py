"""What one fact more or less gives, exactly: only the rules that feed on it are worked out again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from goodstanding.engine.explain.bindings import Tags
from goodstanding.engine.explain.history import SubjectFact
from goodstanding.engine.scheme.scheme import Scheme, Subject
from goodstanding.engine.single.rate import Alone, rate_one
from goodstanding.engine.single.sums import summed, total_of_sums

#: Stands for a fact that is not recorded: it comes after every other of its day.
NOT_RECORDED = 2**62


def supposed(  # noqa: PLR0917
    scheme: Scheme,
    subject: Subject,
    month: int,
    tags: Mapping[int, Tags | None],
    facts: Sequence[SubjectFact],
    alone: Alone,
    more: SubjectFact,
) -> Alone:
    """The rating of a subject if one more fact were recorded. `alone` is its rating by the other facts."""
    return with_other_facts(scheme, subject, month, tags, [*facts, more], alone, more.kind)


def with_other_facts(  # noqa: PLR0917
    scheme: Scheme,
    subject: Subject,
    month: int,
    tags: Mapping[int, Tags | None],
    facts: Sequence[SubjectFact],
    alone: Alone,
    kind: str,
) -> Alone:
    """The rating of a subject by these facts. `alone` is its rating by others that differ in facts of one kind only."""
    touched = tuple(indicator for indicator in scheme.indicators if kind in indicator.facts)
    codes = {indicator.code for indicator in touched}
    kinds = {name for indicator in touched for name in indicator.facts}
    part = scheme.model_copy(update={"indicators": touched})
    partial = rate_one(part, subject, month, tags, [fact for fact in facts if fact.kind in kinds])
    points = {key: point for key, point in alone.points.items() if key[0] not in codes} | dict(partial.points)
    flags = {code: flag for code, flag in alone.flags.items() if code not in codes} | dict(partial.flags)
    sums = summed(scheme, points)
    total = total_of_sums(scheme, subject, month, sums)
    band = scheme.band(total) if subject == "member" and total is not None else None
    return replace(alone, points=points, flags=flags, sums=sums, total=total, band=band)

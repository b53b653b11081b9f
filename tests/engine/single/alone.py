"""Rating one subject alone."""

from goodstanding.engine.explain.history import SubjectFact
from goodstanding.engine.period import STREAK_MONTHS, first_of_year
from goodstanding.engine.scheme.scheme import Scheme, Subject
from goodstanding.engine.single.rate import Alone, rate_one
from tests.engine.oracle import Organization


def first_looked_at(month: int) -> int:
    """The year, and as far back as a streak reaches."""
    return min(first_of_year(month), month - STREAK_MONTHS + 1)


def alone(scheme: Scheme, organization: Organization, month: int, subject: Subject, number: int) -> Alone:
    months = range(first_looked_at(month), month + 1)
    tags = {one: organization.tags(subject, number, one) for one in months}
    facts = [
        SubjectFact(one.fact_id, one.kind, one.value, one.occurred_on)
        for one in organization.facts
        if (one.subject, one.subject_id) == (subject, number)
    ]
    return rate_one(
        scheme, subject, month, {one: None if tag is None else frozenset(tag) for one, tag in tags.items()}, facts
    )

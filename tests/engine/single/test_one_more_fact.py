"""What one more fact is said to give is what it gives."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.engine.explain.history import SubjectFact
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.single.one_more_fact import NOT_RECORDED, supposed
from goodstanding.engine.single.rate import rate_one
from tests.effort import examples
from tests.engine.oracle import Organization
from tests.engine.single.alone import first_looked_at
from tests.engine.strategies import KINDS, VALUES, situations


@settings(max_examples=examples(200), deadline=None, suppress_health_check=list(HealthCheck))
@given(situations(), st.sampled_from(KINDS), st.sampled_from([one for one in VALUES if one is not None]), st.data())
def test_one_more_fact_gives_what_the_whole_rating_says(
    situation: tuple[Scheme, Organization, int], kind: str, value: int, data: st.DataObject
) -> None:
    scheme, organization, month = situation
    day = date(month // 12, month % 12 + 1, data.draw(st.integers(1, 28)))
    for number in sorted(organization.members.get(month, {})):
        months = range(first_looked_at(month), month + 1)
        told = {one: organization.tags("member", number, one) for one in months}
        tags = {one: None if tag is None else frozenset(tag) for one, tag in told.items()}
        facts = [
            SubjectFact(one.fact_id, one.kind, one.value, one.occurred_on)
            for one in organization.facts
            if (one.subject, one.subject_id) == ("member", number)
        ]
        alone = rate_one(scheme, "member", month, tags, facts)
        more = SubjectFact(NOT_RECORDED, kind, value, day)
        found = supposed(scheme, "member", month, tags, facts, alone, more)
        assert found == rate_one(scheme, "member", month, tags, [*facts, more])

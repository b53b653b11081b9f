"""Small runs to explain."""

from collections.abc import Iterable
from typing import Any

from goodstanding.engine.explain import lines as explanation_lines
from goodstanding.engine.explain.explanation import Explanation, Published, Sums
from goodstanding.engine.explain.history import SubjectFact
from goodstanding.engine.explain.lines import Evidence, Point
from goodstanding.engine.period import month_of_year
from goodstanding.engine.scheme.scheme import Scheme, Subject
from tests.engine.oracle import Organization, Row, rate_by_hand
from tests.engine.single.alone import first_looked_at
from tests.engine.situations import MEMBER, UNIT, words

Situation = tuple[Scheme, Organization, int]


def evidence_of(situation: Situation, tables: dict[str, list[Row]], subject: Subject, subject_id: int) -> Evidence:
    scheme, organization, month = situation

    def tags(one: int) -> frozenset[str] | None:
        found = organization.tags(subject, subject_id, one)
        return None if found is None else frozenset(found)

    mine = (subject, subject_id)
    facts = [one for one in organization.facts if (one.subject, one.subject_id) == mine and one.month <= month]
    return Evidence(
        scheme=scheme,
        subject=subject,
        month=month,
        tags={one: tags(one) for one in range(first_looked_at(month), month + 1)},
        facts=[
            SubjectFact(one.fact_id, one.kind, one.value, one.occurred_on)
            for one in sorted(facts, key=lambda one: (one.occurred_on, one.fact_id))
        ],
        points={(row[2], row[3]): Point(*row[4:]) for row in tables["points"] if row[:2] == mine},
        flags={row[2]: (row[3], row[4]) for row in tables["flags"] if row[:2] == mine},
    )


def explained(evidence: Evidence, published: Published) -> Explanation:
    """A member's explanation, without what only the lake knows."""
    rules = evidence.scheme.member
    parts, flags = explanation_lines.categories(evidence), explanation_lines.flag_parts(evidence)
    return Explanation(
        subject=evidence.subject,
        subject_id=1,
        month=evidence.month,
        scheme=evidence.scheme.name,
        units=(),
        history=(),
        tags=evidence.tags[evidence.month] or frozenset(),
        categories=parts,
        adjustments=explanation_lines.caps_on_all(parts, rules),
        least_attainable=(2 * rules.min_attainable * month_of_year(evidence.month) + 12) // 24,
        members=None,
        published=published,
        ranks=(),
        flags=flags,
        away=tuple(one.code for one in evidence.away),
        idle=explanation_lines.idle_facts(evidence, parts, flags),
    )


def members_of(situation: Situation) -> Iterable[tuple[Explanation, Evidence, Row]]:
    tables = rate_by_hand(*situation)
    for row in tables["totals"]:
        evidence = evidence_of(situation, tables, "member", row[0])
        yield explained(evidence, Published(Sums(*row[3:7]), None, row[7], row[8], row[2])), evidence, row


def small(*rules: dict[str, Any], **member: Any) -> Scheme:
    scheme: dict[str, Any] = {
        **{"name": "small", "title": words("small"), "categories": [{"code": "ALL", "title": words("all")}]},
        **{"classes": {"full": words("full"), "away": words("away")}, "fact_kinds": {"seen": words("seen")}},
        **{"effective": {"from": "2015-01"}, "indicators": list(rules)},
        **{"member": {**MEMBER, **member}, "unit": UNIT},
    }
    return Scheme.model_validate(scheme)

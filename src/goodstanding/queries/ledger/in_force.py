"""Whether a fact is in force: for one fact, for rows in hand, for a queryset and in SQL.

A fact may be reversed, and its reversal reversed in turn. Each reversal takes back the one before it, so a fact holds
while an even number of them hangs on it. A reversal is no statement of its own.
"""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from goodstanding.models import Fact

#: The start of an SQL statement: the facts of a month that were out of force at a moment, as `out_of_force(root)`.
#: Parameters: month, moment, month, moment.
OUT_OF_FORCE = (
    "WITH RECURSIVE chain(root, tip, steps) AS ("
    "SELECT reverses_id, id, 1 FROM goodstanding_fact "
    "WHERE month = %s AND recorded_at <= %s AND reverses_id IS NOT NULL "
    "UNION ALL SELECT chain.root, f.id, chain.steps + 1 "
    "FROM goodstanding_fact f JOIN chain ON f.reverses_id = chain.tip "
    "WHERE f.month = %s AND f.recorded_at <= %s), "
    "out_of_force AS (SELECT root FROM chain GROUP BY root HAVING max(steps) %% 2 = 1) "
)


def holds_after(reversals: int) -> bool:
    """Whether a fact holds on which so many reversals hang."""
    return reversals % 2 == 0


def reversals_of(fact: Fact) -> list[Fact]:
    """The reversals that hang on a fact, in their order: each takes back the one before it."""
    chain, tip = list[Fact](), fact
    while (above := Fact.objects.filter(reverses=tip, month=fact.month).first()) is not None:
        chain.append(above)
        tip = above
    return chain


def holds(fact: Fact) -> bool:
    """Whether a fact is in force now."""
    return holds_after(len(reversals_of(fact)))


def now_in_place(fact: Fact) -> Fact:
    """A fact, or what was put in its place since, however often; that may have been taken back as well."""
    while not holds(fact):
        instead = Fact.objects.filter(replaces=fact).order_by("-pk").first()
        if instead is None:
            return fact
        fact = instead
    return fact


def holds_among(fact: int, back: Mapping[int, int]) -> bool:
    """The same of rows in hand. fact: its number; back: by the number of a fact, the number of what reverses it."""
    steps, tip = 0, fact
    while tip in back:
        steps, tip = steps + 1, back[tip]
    return holds_after(steps)


def statements(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """Those of the facts that say something of their own, in force or not: all but the reversals.

    Asked so that no index answers it: nearly every fact is no reversal, and SQLite, which takes the unique index of the
    column for the narrowest, would read the whole ledger to find those of one member.
    """
    return facts.filter(Exact(Coalesce("reverses_id", 0), 0))


def in_force(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """Those of the facts that are in force. Reads the few that were reversed and restored at once, one by one."""
    stated = statements(facts)
    above = Fact.objects.filter(reverses=OuterRef("pk"), month=OuterRef("month"))
    restored = Fact.objects.filter(reverses__reverses=OuterRef("pk"), month=OuterRef("month"))
    back = [fact.pk for fact in stated.filter(Exists(restored)) if holds(fact)]
    return stated.filter(~Exists(above) | Q(pk__in=back))

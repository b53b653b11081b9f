"""What members are told the same day of entries that cost them something: a deduction, or that they were missing."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Fact, Notice
from goodstanding.models.ledger.fact import NO

_BATCH = 1_000
#: What happened longer ago is history that is brought in, and is read in the record.
_RECENT = timedelta(days=92)


def tell(made: Sequence[Fact], scheme: Scheme, *, at: datetime) -> None:
    """Tells each member of such an entry, with the way to object beside it. What a meeting wrote, it tells itself."""
    taking, missing = _taking(scheme), _missing(scheme)
    costly = [
        one for one in made
        if one.member_id is not None
        and one.source != Fact.Source.MEETING
        and one.occurred_on >= at.date() - _RECENT
        and ((one.kind in taking and one.value) or (one.kind in missing and one.value == NO))
    ]  # fmt: skip
    for start in range(0, len(costly), _BATCH):
        some = costly[start : start + _BATCH]
        accounts = dict(
            Account.objects.filter(member__in={one.member_id for one in some}).values_list("member_id", "pk")
        )
        Notice.objects.bulk_create(
            [_notice(one, accounts[one.member_id], at) for one in some if one.member_id in accounts],
            ignore_conflicts=True,
        )


def _notice(fact: Fact, account: int, at: datetime) -> Notice:
    facts = {"kind": fact.kind, "day": fact.occurred_on.isoformat()}
    kind = "entry_not_done" if fact.value == NO else "entry_taking_points"
    return Notice(
        to_id=account, kind=kind, facts=facts, idempotency_key=f"entry_taking_points:{fact.pk}",
        at=at, link=f"/my/objections/entry/{fact.pk}/",
    )  # fmt: skip


def _taking(scheme: Scheme) -> frozenset[str]:
    """The kinds of fact from which rules about members take points."""
    rules = (one for one in scheme.indicators if one.subject == "member" and one.kind == "deduction")
    return frozenset(kind for rule in rules for kind in rule.facts)


def _missing(scheme: Scheme) -> frozenset[str]:
    """The kinds of fact that say whether a member was at a meeting, and in time, or passed a course."""
    kinds = scheme.meetings.values()
    late = {rule.fact for kind in kinds for rule in kind.also if rule.says == "on_time"}
    courses = scheme.study.courses.values() if scheme.study else ()
    missed = {course.fact for course in courses if course.fact is not None and course.missed == "zero"}
    return frozenset({kind.fact for kind in kinds} | late | missed)

"""Who may write which kind of fact down: offices that record facts, and of some kinds only those the rules name."""

from collections.abc import Sequence

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Held, Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Unit
from goodstanding.models.ledger.fact import YES


def may_record(by: Viewer, kind: str, units: Sequence[Unit], scheme: Scheme) -> bool:
    """Whether the viewer holds, over one of the units, an office that may write that kind down."""
    allowed = scheme.fact_kinds[kind].recorded_by if kind in scheme.fact_kinds else None
    held = [office for office in by.held(Permission.RECORD_FACT) if allowed is None or office.role.value in allowed]
    return any(office.covers(unit) for office in held for unit in units)


def check_record(by: Viewer, kind: str, units: Sequence[Unit], scheme: Scheme) -> None:
    """Raises Denied unless the viewer may write that kind down over one of the units."""
    if not may_record(by, kind, units, scheme):
        raise Denied(f"{kind} is not theirs to record here")


def may_confirm(by: Viewer, kind: str, member: int, value: int | None, scheme: Scheme) -> bool:
    """Whether members themselves say that: a yes about themselves alone, of a kind that the rules let confirm."""
    rule = scheme.fact_kinds.get(kind)
    return rule is not None and rule.confirms is not None and value == YES and member == by.member_id


def kinds_for(scheme: Scheme, subject: str, held: Sequence[Held]) -> list[str]:
    """The kinds of fact about members or units that these offices may write down, in the scheme's order."""
    kinds = subjects_by_kind(scheme)
    roles = {office.role.value for office in held}
    return [
        kind
        for kind, rule in scheme.fact_kinds.items()
        if subject in kinds[kind] and (rule.recorded_by is None or roles.intersection(rule.recorded_by))
    ]


def all_kinds_for(scheme: Scheme, held: Sequence[Held]) -> list[str]:
    """The same about members and then about units, each once."""
    return list(dict.fromkeys([*kinds_for(scheme, "member", held), *kinds_for(scheme, "unit", held)]))


def subjects_by_kind(scheme: Scheme) -> dict[str, set[str]]:
    """Whom each kind is about, by the rules it feeds; a kind that feeds none can be about both."""
    about = {kind: set[str]() for kind in scheme.fact_kinds}
    for indicator in scheme.indicators:
        for kind in indicator.facts:
            about.setdefault(kind, set()).add(indicator.subject)
    return {kind: subjects or {"member", "unit"} for kind, subjects in about.items()}

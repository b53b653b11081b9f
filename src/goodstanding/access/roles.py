"""Which office may do what, and how far it reaches. The one place where this is said."""

from dataclasses import dataclass
from enum import Enum, auto

from goodstanding.access.permissions import Permission as P
from goodstanding.models.people.post import Post

Role = Post.Role


class Reach(Enum):
    """How far an office reaches from its unit."""

    UNIT = auto()
    SUBTREE = auto()


@dataclass(frozen=True)
class Office:
    """What a role is allowed, over what, and which offices its holder may grant to others below."""

    may: frozenset[P]
    reach: Reach = Reach.SUBTREE
    grants: frozenset[Role] = frozenset()


_BRANCH_DESK = {P.SEE_UNIT, P.SEE_ROSTER, P.SEE_MEMBER, P.SEE_CONTACT}
_COMMITTEE = _BRANCH_DESK | {P.HOLD_MEETING, P.ASSIGN, P.COLLECT_DUES, P.SEE_FIGURES}
_SECRETARY = _BRANCH_DESK | {
    P.CHANGE_MEMBER,
    P.ANSWER_TRANSFER,
    P.INVITE,
    P.GRANT_POST,
    P.IMPORT_ROSTER,
    P.EXPORT_ROSTER,
    P.SEE_FIGURES,
    P.HOLD_MEETING,
    P.ASSIGN,
    P.COLLECT_DUES,
    P.RECORD_FACT,
    P.SEE_RATING,
    P.RULE,
}
_OFFICER = _SECRETARY | {P.CHANGE_UNIT, P.AGREE, P.DRAFT_RUN, P.REVIEW_RUN, P.PUBLISH_RUN}
_SECRETARY_GRANTS = frozenset({Role.GROUP_LEADER, Role.COMMITTEE})

OFFICES: dict[Role, Office] = {
    Role.GROUP_LEADER: Office(frozenset({P.SEE_UNIT, P.SEE_ROSTER, P.LEAD_MEETING}), Reach.UNIT),
    Role.COMMITTEE: Office(
        frozenset(_BRANCH_DESK | {P.HOLD_MEETING, P.ASSIGN, P.COLLECT_DUES, P.SEE_FIGURES}), Reach.UNIT
    ),
    Role.SECRETARY: Office(frozenset(_SECRETARY), Reach.UNIT, _SECRETARY_GRANTS),
    Role.OFFICER: Office(frozenset(_OFFICER), grants=_SECRETARY_GRANTS | {Role.SECRETARY, Role.OFFICER}),
    # Runs are drafted, reviewed and published over the whole tree; an officer below its top has nothing to draft.
    Role.ANALYST: Office(frozenset({P.SEE_UNIT, P.SEE_FIGURES, P.DRAFT_RUN, P.REVIEW_RUN})),
    Role.SCHEME_EDITOR: Office(frozenset({P.SEE_UNIT, P.EDIT_SCHEME})),
    Role.AUDITOR: Office(frozenset({P.SEE_UNIT, P.SEE_ROSTER, P.SEE_MEMBER, P.SEE_AUDIT, P.SEE_FIGURES, P.SEE_RATING})),
    # An operator keeps the installation running and sees no member.
    Role.OPERATOR: Office(frozenset({P.OPERATE}), grants=frozenset(Role) - {Role.OPERATOR}),
}

#: Offices that can only act with a second factor or a passkey that verified the person. All of them see others.
NEEDS_SECOND_FACTOR = frozenset(Role)


def may(role: Role | str, permission: P) -> bool:
    """Whether an office is allowed something at all."""
    return permission in OFFICES[Role(role)].may


def roles_with(permission: P) -> frozenset[Role]:
    """The offices that are allowed something."""
    return frozenset(role for role, office in OFFICES.items() if permission in office.may)

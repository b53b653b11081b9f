"""Who belongs to which class, as data. Shares follow the published national figures for the end of 2024."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lot:
    """A trait a member has from the first month on: the share among members with all of `among` and none of `never`."""

    word: str
    share: float
    among: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    takes_part: float = 1.0


@dataclass(frozen=True)
class Spell:
    """A trait for some months: the share of members who have it in any month, and how long it lasts, least and most."""

    word: str
    share: float
    months: tuple[int, int]
    takes_part: float


@dataclass(frozen=True)
class OfficeShare:
    """An office in a branch: how many hold it, as pairs (from so many members on, holders) ascending."""

    word: str
    holders: tuple[tuple[int, int], ...]


#: Drawn in this order. `takes_part` is how often things happen to such a member, compared with everyone else.
#: "old" (61 or older) is no class, only what others are drawn from; farmers and students are those in no other state.
LOTS = (
    Lot("old", 0.289),
    Lot("retired", 0.741, among=("old",)),
    Lot("elderly_sick", 0.22, among=("old",), takes_part=0.35),
    Lot("in_service", 0.702, never=("old",)),
    Lot("cadre", 0.03, among=("in_service",)),
    Lot("probationary", 0.030, never=("old",)),
    Lot("no_vote", 0.0003, never=("probationary",)),
)
SPELLS = (
    Spell("floating", 0.035, (4, 18), takes_part=0.75),
    Spell("overseas", 0.006, (6, 24), takes_part=0.25),
    Spell("on_leave", 0.010, (2, 6), takes_part=0.2),
)
OFFICES = (
    OfficeShare("secretary", ((1, 1),)),
    OfficeShare("committee", ((7, 2), (15, 3), (30, 4))),
)
#: Those without any office; those who are not probationary; the members of branches that have groups.
ORDINARY, FULL, GROUP = "ordinary", "full", "group"
PROBATIONARY, RETIRED, WORKING = "probationary", "retired", ("in_service", "cadre")
SHARE_OF_BRANCHES_WITH_GROUPS = 1 / 3
MONTHS_ON_PROBATION = 12

#: What happens to members, a month: shares of all members, for `retires` of those in service.
JOINS, LEAVES, MOVES, RETIRES = 0.0019, 0.0011, 0.0016, 0.0017

WORDS = (
    *(lot.word for lot in LOTS),
    *(spell.word for spell in SPELLS),
    *(office.word for office in OFFICES),
    ORDINARY,
    FULL,
    GROUP,
)

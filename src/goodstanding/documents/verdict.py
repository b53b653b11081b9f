"""What a check says of a file; apart from the check itself, whose libraries take a while to load."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What is said of a file."""

    GOOD = "good"
    CHANGED = "changed"
    NOT_OURS = "not_ours"


class Where(StrEnum):
    """In what a file differs, or why it is not the organization's."""

    NOWHERE = ""
    UNDER_THE_SEAL = "under_the_seal"
    AFTER_THE_SEAL = "after_the_seal"
    IN_THE_SEAL = "in_the_seal"
    SECTIONS = "sections"
    NO_SEAL = "no_seal"
    OTHER_SEAL = "other_seal"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Verdict:
    """What is said of a file. signer: whose certificate; about: what it is, with its code; sections: which differ."""

    outcome: Outcome
    where: Where = Where.NOWHERE
    signer: str = ""
    about: str = ""
    made_at: datetime | None = None
    sections: tuple[str, ...] = field(default=())

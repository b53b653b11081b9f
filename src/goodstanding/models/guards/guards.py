"""What the database itself refuses to change, table by table: every guard there is, in one list.

Guards are put up after every migration (config/app.py), because SQLite loses the triggers of a table that a migration
makes anew. What is there already stays untouched.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from goodstanding.models.appraisal.moves import DEBRIEFING_MOVES, GRADE_OBJECTION_MOVES, ROUND_MOVES
from goodstanding.models.assignments.moves import MOVES
from goodstanding.models.attendance.attendance_guards import RULES as ATTENDANCE
from goodstanding.models.ballots.moves import BALLOT_MOVES
from goodstanding.models.care.moves import TALK_MOVES
from goodstanding.models.cases.accountability import FILE_MOVES
from goodstanding.models.cases.moves import CASE_MOVES, WEAK_MOVES
from goodstanding.models.dues.moves import RELIEF_MOVES
from goodstanding.models.guard_rule import Rule
from goodstanding.models.initiative.moves import HOLDING_MOVES, ITEM_MOVES, SUGGESTION_MOVES, TOPIC_MOVES
from goodstanding.models.letters.moves import LETTER_MOVES
from goodstanding.models.objections.objection_guards import RULES as OBJECTIONS
from goodstanding.models.probation.moves import PROBATION_MOVES
from goodstanding.models.service.moves import NEED_MOVES, REGISTRATION_MOVES, SIGN_UP_MOVES, WISH_MOVES


@dataclass(frozen=True)
class Guard:
    """No row of the table is deleted or replaced, and none changes but in these columns.

    steps: by the column that says where a row stands, from which word to which others it goes, and what else may
    change on that step; a row that stands at a word without steps is never changed again. only: a condition besides.
    """

    table: str
    changes: tuple[str, ...] = ()
    steps: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    only: str = ""

    @property
    def may_change(self) -> tuple[str, ...]:
        """The columns in which a row may ever change."""
        of_steps = {name for columns in self.steps.values() for name in columns}
        return tuple(sorted({*self.changes, *of_steps, *(("state",) if self.steps else ())}))

    @property
    def is_append_only(self) -> bool:
        """Whether no row ever changes."""
        return not self.may_change


_APPEND_ONLY = (
    "auditrow", "recordview", "unitchange", "fact", "rostersnapshot", "rosterentry", "standing", "unitstanding",
    "ruling", "conflictofinterest", "step", "proof", "minutes", "resolution", "checkin", "headcount",
    "announcement", "announcedday", "assignment", "assignmentstep", "studysession", "initiativestep",
    "dutycheck", "questionwithdrawal", "attemptremark", "bulletinreceipt", "duesbase", "duesconsent", "duespayment",
    "duesline", "duespublication", "searchstep", "probationevent", "probationdecision", "servicestep", "paircheck",
    "communityfeedback", "memberdecision", "decisionchange", "letterstep", "unitrequest", "ceilinglift",
    "ballotsubject", "ballotcount", "appraisalstep", "mutualremark", "committeeview", "gradedecision",
    "fairnessanswer",
    "debriefingreport", "debriefingcomment", "debriefinggrade",
    "casestep", "caseevidence", "weakcheck", "accountabilitystep",
    "dossier", "dossierfile",
)  # fmt: skip
_ANSWER = ("answer", "answered_at", "answered_by_id")
_DRAFT = ("job_id", "frozen_at", "snapshots", "manifest", "scheme_fingerprint", "checks", "figures")
_END = ("ended_at", "review")
#: Deadlines over days not announced yet are counted anew once they are.
_APPEAL = ("appeal_until", "appeal_is_provisional")
#: What changes of a member's assignment on its way; the state only goes the ways of its dict.
_ASSIGNEE = (
    "welcome", "due_on", "notified_on", "answer_by", "answered_on", "done_on", "quality", "reminded_before",
    "reminders", "reminded_on", "extension_to", "decided_at", "decided_by_id",
)  # fmt: skip
_LINE_DECIDED = ("payer", "memo", "reason", "decided_at", "decided_by_id")
_DECIDED = ("decided_on", "decided_at", "decided_by_id")
_AGAIN = ("ended_at", "at_unit_id", "due_on", "due_after", "due_is_provisional", *_APPEAL, "escalated", "appeal")


def _along(moves: Mapping[tuple[Any, Any], Any], *stays: str) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The steps of a dict of moves. stays: states in which other columns may change as well."""
    steps = {(was.value, becomes.value): () for (was, _move), becomes in moves.items()}
    return {**steps, **{(word, word): () for word in stays}}


GUARDS: Sequence[Guard] = (
    *(Guard(f"goodstanding_{name}") for name in _APPEND_ONLY),
    Guard("goodstanding_ledgerhead", ("last_recorded_at",), only="NEW.last_recorded_at >= OLD.last_recorded_at"),
    Guard(
        "goodstanding_run",
        steps={
            ("drafting", "drafting"): _DRAFT,
            ("drafting", "drafted"): (),
            ("drafted", "reviewed"): ("reviewed_at", "reviewed_by_id", "review"),
            ("reviewed", "published"): ("published_at", "published_by_id"),
            ("published", "superseded"): ("ended_at",),
            ("drafting", "withdrawn"): _END,
            ("drafted", "withdrawn"): _END,
            ("reviewed", "withdrawn"): _END,
        },
        only="OLD.frozen_at IS NULL OR NEW.frozen_at = OLD.frozen_at",
    ),
    Guard("goodstanding_correction", steps={("asked", "made"): _ANSWER, ("asked", "refused"): _ANSWER}),
    Guard(
        "goodstanding_objection",
        steps={
            **{(state, state): _AGAIN for state in ("open", "appealed")},
            **{("open", state): _AGAIN for state in ("upheld", "rejected", "withdrawn")},
            **{("appealed", state): _AGAIN for state in ("upheld", "rejected", "withdrawn")},
            **{(state, "appealed"): _AGAIN for state in ("upheld", "rejected")},
            **{(state, state): _APPEAL for state in ("upheld", "rejected")},
        },
    ),
    Guard(
        "goodstanding_attendanceconflict",
        steps={("open", "settled"): ("chosen_id", "seen", "reason", "settled_at", "settled_by_id")},
    ),
    Guard(
        "goodstanding_assignee",
        _ASSIGNEE,
        steps={
            **{(was.value, becomes.value): () for (was, _move), becomes in MOVES.items()},
            **{(was.value, was.value): () for was, _move in MOVES},
        },
    ),
    Guard("goodstanding_pledge", steps={("registered", "withdrawn"): ()}),
    Guard("goodstanding_pledgeitem", _DECIDED, steps=_along(ITEM_MOVES)),
    Guard(
        "goodstanding_suggestion",
        ("at_unit_id", "reminded_before", "reminded_after", *_DECIDED),
        steps=_along(SUGGESTION_MOVES, "waiting"),
    ),
    Guard(
        "goodstanding_letter",
        ("at_unit_id", "above_unit_id", "due_on", "passed_up", "answered_on", "reminded_before", "reminded_after"),
        steps=_along(LETTER_MOVES, "waiting"),
        only="OLD.passed_up = FALSE OR NEW.passed_up = OLD.passed_up",
    ),
    Guard("goodstanding_agendatopic", ("meeting_id", *_DECIDED), steps=_along(TOPIC_MOVES)),
    Guard(
        "goodstanding_bulletin",
        ("reason", "withdrawn_at", "withdrawn_by_id"),
        only="OLD.withdrawn_at IS NULL",
    ),
    Guard("goodstanding_dutypost", ("closed_on",), only="OLD.closed_on IS NULL"),
    Guard("goodstanding_dutyholding", ("from_on", "until_on"), steps=_along(HOLDING_MOVES, "held")),
    Guard(
        "goodstanding_duesobligation",
        ("owed", "paid", "waived", "open", "paid_on", "reminded", "reminded_on"),
        only="NEW.reminded >= OLD.reminded",
    ),
    Guard("goodstanding_duesrelief", ("words", "decided_at", "decided_by_id", "ended"), steps=_along(RELIEF_MOVES)),
    Guard(
        "goodstanding_statementline",
        steps={
            ("waiting", "booked"): _LINE_DECIDED,
            ("waiting", "aside"): _LINE_DECIDED,
        },
    ),
    Guard(
        "goodstanding_talk",
        ("on", "member_at", "member_by_id", "way", "holder_at", "holder_by_id", "ended_at", "ended_by_id"),
        steps=_along(TALK_MOVES),
    ),
    Guard("goodstanding_contact", ("withdrawn_at", "withdrawn_by_id"), only="OLD.withdrawn_at IS NULL"),
    Guard("goodstanding_search", ("found_on", "found_at", "found_by_id"), only="OLD.found_on IS NULL"),
    # A sealed telephone number is sealed again when keys change, in an absence that is over as well.
    Guard(
        "goodstanding_longabsence",
        ("phone", "ended_on", "ended_at", "ended_by_id"),
        only="OLD.ended_on IS NULL OR (NEW.ended_on = OLD.ended_on AND NEW.ended_at = OLD.ended_at)",
    ),
    Guard(
        "goodstanding_probation",
        ("end_on", "extended_on"),
        steps=_along(PROBATION_MOVES),
        only="OLD.extended_on IS NULL OR NEW.extended_on = OLD.extended_on",
    ),
    Guard(
        "goodstanding_ballot",
        ("closed_at", "closed_by_id", "counted_at", "reason", "receipts"),
        steps=_along(BALLOT_MOVES),
    ),
    Guard("goodstanding_ballotteller", ("public_key", "locked_key", "shuffled", "count")),
    Guard("goodstanding_ballotclass", ("guest_papers", "counted_in_id", "valid", "invalid", "unreturned")),
    # A vote cast on a phone stands; a paper can be handed back.
    Guard("goodstanding_ballotvoter", ("how",), only="OLD.how <> 'phone' OR NEW.how = 'phone'"),
    Guard("goodstanding_ballotbox", ("sealed", "first", "second")),
    Guard("goodstanding_probationstep", ("due_on", "done_on", "done_at", "done_by_id")),
    Guard(
        "goodstanding_serviceactivity",
        steps={
            ("planned", "planned"): ("title", "text", "place", "on", "starts_at", "ends_at", "places"),
            ("planned", "confirmed"): ("closed_at", "closed_by_id"),
            ("planned", "cancelled"): ("closed_at", "closed_by_id", "reason"),
        },
    ),
    Guard("goodstanding_signup", ("minutes",), steps=_along(SIGN_UP_MOVES)),
    Guard("goodstanding_communityregistration", ("ended_on", *_DECIDED), steps=_along(REGISTRATION_MOVES)),
    Guard(
        "goodstanding_wish",
        ("member_id", "claimed_on", "reported_on", "confirmed_how", *_DECIDED),
        steps=_along(WISH_MOVES),
    ),
    Guard("goodstanding_relayedneed", _DECIDED, steps=_along(NEED_MOVES)),
    Guard("goodstanding_helppair", ("until_on",), only="OLD.until_on IS NULL"),
    Guard("goodstanding_servicevisit", steps={("recorded", "withdrawn"): ()}),
    Guard(
        "goodstanding_appraisalround",
        ("due_on", "public_until", "ballot_id", "places", "placed"),
        steps=_along(ROUND_MOVES, *dict.fromkeys(state.value for state, _move in ROUND_MOVES), "filed"),
    ),
    Guard(
        "goodstanding_appraisee",
        ("graded", "welcome", "sheet_on", "excused_at", "excused_by_id", "grade", "answered_on"),
    ),
    Guard(
        "goodstanding_selfappraisal",
        ("text", "plan", "how", "saved_at", "saved_by_id", "handed_in_on", "handed_in_at"),
        only="OLD.handed_in_at IS NULL",
    ),
    Guard(
        "goodstanding_debriefing",
        ("draft", "comments_until", "returned_for"),
        steps=_along(DEBRIEFING_MOVES, "writing", "returned"),
    ),
    Guard(
        "goodstanding_gradeobjection", ("answer", "answered_at", "answered_by_id"), steps=_along(GRADE_OBJECTION_MOVES)
    ),
    Guard(
        "goodstanding_earlywarning",
        steps={
            ("open", "open"): ("unit_id", "month", "value", "before", "due_on", "noted_on"),
            ("open", "settled"): ("settled_on",),
        },
    ),
    Guard(
        "goodstanding_dutycase",
        ("due_on", "above_unit_id", "replied_by_id", "closed_on", "reminded"),
        steps=_along(CASE_MOVES, "ordered"),
    ),
    Guard("goodstanding_accountabilityfile", ("appeal_until", "answer_by"), steps=_along(FILE_MOVES)),
    Guard("goodstanding_weakunit", steps=_along(WEAK_MOVES)),
    Guard("goodstanding_helpstep", ("result", "done_on", "done_at", "done_by_id"), only="OLD.done_on IS NULL"),
    Guard(
        "goodstanding_doubt",
        ("about", "facts", "answer", "words", "cleared_at", "cleared_by_id"),
        only="OLD.cleared_at IS NULL",
    ),
    Guard(
        "goodstanding_attempt",
        ("answers", "saved_at", "handed_in_at", "handed_in_on", "score"),
        only="OLD.handed_in_at IS NULL",
    ),
    Guard(
        "goodstanding_rulesversion",
        steps={
            ("proposed", "proposed"): ("job_id", "impact", "impact_month"),
            ("proposed", "agreed"): ("agreed_at", "agreed_by_id"),
            ("proposed", "withdrawn"): (),
        },
    ),
)
#: What else is refused, on tables guarded or not.
RULES: Sequence[Rule] = (*ATTENDANCE, *OBJECTIONS)

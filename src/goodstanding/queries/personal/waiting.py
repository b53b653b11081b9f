"""What waits for a viewer, as a member and in their offices: found in one place, so that every page counts the same."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.roles import OFFICES, Reach
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import (
    AgendaTopic,
    AppraisalRound,
    Appraisee,
    Assignee,
    AttendanceConflict,
    BallotTeller,
    BallotVoter,
    Bulletin,
    CommunityRegistration,
    Correction,
    Debriefing,
    DuesObligation,
    DuesRelief,
    DutyCase,
    DutyHolding,
    EarlyWarning,
    FollowUp,
    GradeObjection,
    HelpStep,
    Letter,
    Meeting,
    MeetingLeave,
    Member,
    Objection,
    Pledge,
    Probation,
    ProbationStep,
    RelayedNeed,
    ServiceActivity,
    Suggestion,
    Talk,
    Transfer,
    Unit,
    Wish,
)
from goodstanding.queries.appraisal import debriefings
from goodstanding.queries.appraisal import rounds as appraisals
from goodstanding.queries.appraisal import words as appraisal_words
from goodstanding.queries.assignments import assignments
from goodstanding.queries.assignments.assignments import DeskWork
from goodstanding.queries.attendance import doubts
from goodstanding.queries.ballots import ballots
from goodstanding.queries.bulletins import bulletins
from goodstanding.queries.care import arrivals, due, talks
from goodstanding.queries.care.due import UnitDue
from goodstanding.queries.cases import cases as duty_cases
from goodstanding.queries.cases import warnings, weak_units
from goodstanding.queries.dues import reliefs, statements
from goodstanding.queries.dues import waiting as dues
from goodstanding.queries.initiative import duties, pledges, suggestions, topics
from goodstanding.queries.ledger import corrections
from goodstanding.queries.letters import letters
from goodstanding.queries.meetings import meetings, year_plan
from goodstanding.queries.meetings.year_plan import PlanCell, PlannedDuty
from goodstanding.queries.months import runs
from goodstanding.queries.months.runs import Reissue
from goodstanding.queries.objections import objections
from goodstanding.queries.people import head_counts, transfers
from goodstanding.queries.personal.counted import Counting, counted, counting
from goodstanding.queries.personal.lines import WaitingList, of_office, of_office_by_the_clock, own, own_by_the_clock
from goodstanding.queries.personal.remembered import Remembered, VerySame, fields_of
from goodstanding.queries.probation import probations
from goodstanding.queries.rules import confirmations
from goodstanding.queries.rules.confirmations import Confirmation
from goodstanding.queries.service import activities, community, pairs, wishes
from goodstanding.queries.study import courses
from goodstanding.queries.study.courses import OwnCourse

#: So many of a kind are listed, and counted, at the most.
MOST = 50

#: Where a process has counted for an account before, its questions are put together already.
_questions = Remembered[Counting](most=500)


@dataclass(frozen=True)
class Waiting:
    """What waits for a viewer at a moment. Nothing is read before it is asked for, and what is counted is not read."""

    viewer: Viewer
    scheme: Scheme
    at: datetime
    #: Every list by its name, in order.
    lists: ClassVar[dict[str, WaitingList[Any]]] = {}

    def count(self) -> int:
        """How many lines the list has."""
        in_lists = sum(self.counts[name] for name in self.lists if name in self.counts)
        mine = in_lists + len(self.confirmations) + len(self.courses)
        return mine + (self._of_offices() if self._in_office else 0)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows each list has, and of how many doubts, months and assignments its other lines are made."""
        known = _questions.get(self.viewer.account.pk, self._state(), lambda: counting(self._steady()))
        return counted(known, counting(self._rows(by_the_clock=True)))

    @property
    def _in_office(self) -> bool:
        return self.viewer.is_staff and self.viewer.verified

    def _state(self) -> tuple[object, ...]:
        """Everything on which the questions depend, but for the moment."""
        member = self.viewer.account.member
        about = () if member is None else (*fields_of(member), *(() if member.unit is None else fields_of(member.unit)))
        return self.viewer.verified, self.viewer.offices, self.viewer.on, VerySame(self.scheme), about

    def _steady(self) -> dict[str, QuerySet[Any]]:
        rows = self._rows(by_the_clock=False)
        if self._in_office:
            rows |= {"doubts": doubts.to_clear(self.viewer), "months": runs.waiting_runs(self.viewer)}
            at_desk = assignments.rows_at_desk(self.viewer, self.scheme, self.viewer.on)
            rows |= {f"at_desk_{place}": found.values("assignment").distinct() for place, found in enumerate(at_desk)}
        return rows

    def _rows(self, *, by_the_clock: bool) -> dict[str, QuerySet[Any]]:
        return {
            name: lines.build(self).values("pk")
            for name, lines in self.lists.items()
            if lines.by_the_clock == by_the_clock and (self._in_office or not lines.of_office)
        }

    def _of_offices(self) -> int:
        others = len(self.to_plan) + len(self.to_invite) + len(self.in_touch)
        return others + bool(self.counts["doubts"]) + self.counts["months"] + min(self._at_desk, MOST)

    @property
    def _at_desk(self) -> int:
        return sum(count for name, count in self.counts.items() if name.startswith("at_desk_"))

    @own
    def transfers(self) -> QuerySet[Transfer]:
        """Those that the viewer can answer, as the member who goes or for a unit."""
        return transfers.to_answer(self.viewer)[:MOST]

    @own
    def follow_ups(self) -> QuerySet[FollowUp]:
        """What meetings asked of the viewer."""
        return meetings.own_follow_ups(self.viewer).order_by("due_on", "pk")[:MOST]

    @own
    def assigned(self) -> QuerySet[Assignee]:
        """What the viewer was given to do and has not done."""
        return assignments.own_to_do(self.viewer)[:MOST]

    @own
    def offered(self) -> QuerySet[DutyHolding]:
        """Posts that are offered to the viewer."""
        return duties.own_offered(self.viewer)[:MOST]

    @own
    def bulletins(self) -> QuerySet[Bulletin]:
        """Announcements that the viewer has not confirmed."""
        member = self.viewer.account.member
        return (bulletins.waiting(member, self.viewer.on) if member is not None else Bulletin.objects.none())[:MOST]

    @own
    def dues_open(self) -> QuerySet[DuesObligation]:
        """Months of the viewer's own dues that are due within days, or overdue."""
        return dues.own_open(self.viewer)[:MOST]

    @own
    def dues_to_confirm(self) -> QuerySet[Member]:
        """The viewer, where the amount that is set was not confirmed this year."""
        return dues.own_to_confirm(self.viewer, self.scheme)[:1]

    @of_office
    def dues_to_collect(self) -> QuerySet[Unit]:
        """Units in which members have not paid the month."""
        return dues.to_collect(self.viewer)[:MOST]

    @of_office
    def dues_to_post(self) -> QuerySet[Unit]:
        """Units whose last month is not posted."""
        return dues.to_post(self.viewer, self.scheme)[:MOST]

    @of_office
    def dues_reliefs(self) -> QuerySet[DuesRelief]:
        """Reductions that wait for the committee above."""
        return reliefs.waiting(self.viewer)[:MOST]

    @of_office
    def dues_rows(self) -> QuerySet[Unit]:
        """Units with rows of bank statements to assign."""
        return statements.units_waiting(self.viewer)[:MOST]

    @own
    def talks(self) -> QuerySet[Talk]:
        """Talks of the viewer's own that wait for their word."""
        return talks.waiting(self.viewer, self.viewer.on)[:MOST]

    @own
    def arrivals(self) -> QuerySet[Transfer]:
        """Transfers after which the viewer can report in."""
        member = self.viewer.account.member
        return arrivals.own(member, self.scheme, self.viewer.on) if member else Transfer.objects.none()

    @cached_property
    def in_touch(self) -> list[UnitDue]:
        """Units with members who are left near the end of a period, for a talk or for contact."""
        return due.waiting(self.viewer, self.scheme)

    @own
    def probation_steps(self) -> QuerySet[ProbationStep]:
        """Steps of the viewer's own probation that are due soon."""
        return probations.own_waiting(self.viewer, self.scheme)[:MOST]

    @own_by_the_clock
    def to_vote(self) -> QuerySet[BallotVoter]:
        """Secret ballots in which the viewer has not voted."""
        return ballots.to_vote(self.viewer, self.at)[:MOST]

    @own_by_the_clock
    def to_count(self) -> QuerySet[BallotTeller]:
        """Secret ballots in which the viewer is a teller with something to do."""
        return ballots.to_count(self.viewer, self.at)[:MOST]

    @of_office
    def probations(self) -> QuerySet[Probation]:
        """Probations with something due, or to decide."""
        return probations.waiting(self.viewer, self.scheme)[:MOST]

    @own
    def appraised(self) -> QuerySet[Appraisee]:
        """What rounds of the appraisal ask of the viewer as a member."""
        return appraisals.own_waiting(self.viewer, self.scheme)[:MOST]

    @of_office
    def appraisals(self) -> QuerySet[AppraisalRound]:
        """Rounds of the appraisal with something to do for the viewer's offices."""
        return appraisals.waiting(self.viewer, self.scheme)[:MOST]

    @of_office
    def debriefings_to_give(self) -> QuerySet[Unit]:
        """Units for which the viewer owes the debriefing of the year."""
        return debriefings.to_give(self.viewer, self.scheme)[:MOST]

    @of_office
    def debriefings_to_grade(self) -> QuerySet[Debriefing]:
        """Debriefings whose days for comments are over."""
        return debriefings.to_grade(self.viewer, self.scheme)[:MOST]

    @of_office
    def grade_objections(self) -> QuerySet[GradeObjection]:
        """Objections to grades that the viewer can answer."""
        return appraisal_words.waiting(self.viewer, self.scheme)[:MOST]

    @of_office
    def pledges(self) -> QuerySet[Pledge]:
        """Pledges with an item that was reported as fulfilled."""
        return pledges.waiting(self.viewer, self.scheme)[:MOST]

    @of_office
    def suggestions(self) -> QuerySet[Suggestion]:
        """Suggestions that wait for an answer."""
        return suggestions.waiting(self.viewer, self.scheme)[:MOST]

    @of_office
    def letters(self) -> QuerySet[Letter]:
        """Questions and complaints that wait for an answer, and those that are late below."""
        return letters.waiting(self.viewer, self.scheme)[:MOST]

    @own
    def warnings(self) -> QuerySet[EarlyWarning]:
        """The viewer's own warnings that are not marked as read."""
        return warnings.own_waiting(self.viewer, self.scheme)[:MOST]

    @of_office
    def warned_units(self) -> QuerySet[Unit]:
        """Units of the viewer's offices with new warnings."""
        return warnings.units_waiting(self.viewer, self.scheme)[:MOST]

    @of_office
    def orders(self) -> QuerySet[DutyCase]:
        """Orders to which the viewer has to reply."""
        return duty_cases.orders(self.viewer, self.scheme)[:MOST]

    @of_office
    def replies(self) -> QuerySet[DutyCase]:
        """Replies that the viewer can check."""
        return duty_cases.waiting_checks(self.viewer, self.scheme)[:MOST]

    @of_office
    def late_orders(self) -> QuerySet[DutyCase]:
        """Orders below that are late."""
        return duty_cases.late_below(self.viewer, self.scheme)[:MOST]

    @of_office
    def help_steps(self) -> QuerySet[HelpStep]:
        """Steps of help plans that the viewer has to take soon."""
        return weak_units.own_steps(self.viewer)[:MOST]

    @of_office
    def topics(self) -> QuerySet[AgendaTopic]:
        """Topics that wait for the people who plan the meeting."""
        return topics.waiting(self.viewer, self.scheme)[:MOST]

    @of_office
    def posts(self) -> QuerySet[Unit]:
        """Units in which the holders of posts wait to be confirmed."""
        return duties.waiting(self.viewer, self.scheme, self.viewer.on)[:MOST]

    @own
    def claimed(self) -> QuerySet[Wish]:
        """Small wishes that the viewer has claimed and not reported yet."""
        return wishes.to_fulfil(self.viewer)[:MOST]

    @of_office_by_the_clock
    def hours(self) -> QuerySet[ServiceActivity]:
        """Activities that are over and whose hours wait to be confirmed."""
        return activities.to_confirm(self.viewer, self.scheme, self.at)[:MOST]

    @of_office
    def registrations(self) -> QuerySet[CommunityRegistration]:
        """Members who registered with a community of the viewer's."""
        return community.waiting(self.viewer, self.scheme)[:MOST]

    @of_office
    def wishes(self) -> QuerySet[Wish]:
        """Small wishes that were reported as fulfilled."""
        return wishes.waiting(self.viewer, self.scheme)[:MOST]

    @of_office
    def needs(self) -> QuerySet[RelayedNeed]:
        """Relayed needs that wait for an answer."""
        return wishes.waiting_needs(self.viewer, self.scheme)[:MOST]

    @of_office
    def pairs(self) -> QuerySet[Unit]:
        """Units in which pairs wait to be confirmed."""
        return pairs.waiting(self.viewer, self.scheme, self.viewer.on)[:MOST]

    @of_office
    def feedback(self) -> QuerySet[Unit]:
        """Communities that owe their registered members the feedback of the year."""
        return community.feedback_due(self.viewer, self.scheme, self.viewer.on)[:MOST]

    @cached_property
    def assignments(self) -> list[DeskWork]:
        """What members handed in or ask, and what is overdue after the reminders."""
        if not self._at_desk:
            return []
        return assignments.waiting_at_desk(self.viewer, self.scheme, self.viewer.on, MOST)

    @cached_property
    def confirmations(self) -> list[Confirmation]:
        """What the viewer is to confirm of themselves."""
        member = self.viewer.account.member
        if member is None or member.left_on is not None:
            return []
        return confirmations.waiting(member, self.scheme, self.viewer.on)

    @cached_property
    def courses(self) -> list[OwnCourse]:
        """The courses that the viewer is to pass."""
        member = self.viewer.account.member
        if member is None or member.left_on is not None:
            return []
        return courses.waiting(member, self.scheme, self.viewer.on)[:MOST]

    @of_office
    def objections(self) -> QuerySet[Objection]:
        """Those that wait for the viewer's ruling."""
        return objections.to_rule(self.viewer)[:MOST]

    @of_office
    def leaves(self) -> QuerySet[MeetingLeave]:
        """Leave that is asked of those who hold meetings themselves; who is above a branch sees it on its pages."""
        return (meetings.waiting_leaves(self.viewer) if self._near else MeetingLeave.objects.none())[:MOST]

    @cached_property
    def to_plan(self) -> list[tuple[Unit, PlannedDuty, PlanCell]]:
        """What their units have not planned yet in periods that end soon."""
        found = []
        for unit in Unit.objects.filter(pk__in=self._near, closed_on=None):
            mine = year_plan.kinds_for(self.viewer, unit, self.scheme)
            missing = year_plan.missing_now(unit, self.scheme, self.viewer.on) if mine else []
            found += [(unit, duty, cell) for duty, cell in missing if duty.word in mine]
        return found

    @of_office_by_the_clock
    def to_close(self) -> QuerySet[Meeting]:
        """Meetings that are over and still open."""
        open_ones = meetings.held(self.viewer, self.scheme).filter(unit__in=self._near, state=Meeting.State.OPEN)
        return open_ones.filter(ends_at__lt=self.at)[:MOST]

    @of_office
    def cases(self) -> QuerySet[AttendanceConflict]:
        """Attendance of which two records disagree."""
        return meetings.cases(self.viewer).filter(state=AttendanceConflict.State.OPEN)[:MOST]

    @property
    def doubts(self) -> int:
        """How many doubts the viewer can clear; they are one line."""
        return self.counts.get("doubts", 0)

    @of_office
    def corrections(self) -> QuerySet[Correction]:
        """Those that wait for the viewer as the second person."""
        return corrections.to_agree(self.viewer)[:MOST]

    @cached_property
    def reissues(self) -> list[Reissue]:
        """Months that could be issued again."""
        return runs.waiting_reissues(self.viewer) if self.counts.get("months") else []

    @cached_property
    def to_invite(self) -> list[tuple[Unit, int]]:
        """Units in which people cannot sign in yet, with how many."""
        held = Unit.objects.filter(pk__in={office.unit_id for office in self.viewer.held(Allowed.INVITE)})
        counted = [(unit, head_counts.without_account(unit)) for unit in held.order_by("path") if unit.is_leaf()]
        return [(unit, count) for unit, count in counted if count]

    @cached_property
    def _near(self) -> set[int]:
        held = (*self.viewer.held(Allowed.HOLD_MEETING), *self.viewer.held(Allowed.LEAD_MEETING))
        return {office.unit_id for office in held if OFFICES[office.role].reach is Reach.UNIT}

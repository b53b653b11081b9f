"""What waits for a viewer, as lines that each lead to their deed: one list for home, To do and the desk."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.access.viewer import Viewer
from goodstanding.models import FollowUp, Member, Transfer, Unit
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.personal.waiting import Waiting
from goodstanding.queries.rules.confirmations import Confirmation
from goodstanding.web.appraisal.presenters import debriefings as debriefing_presenters
from goodstanding.web.appraisal.presenters import people as appraised_presenters
from goodstanding.web.appraisal.presenters import rounds as appraisal_presenters
from goodstanding.web.assignments.presenters import assignments as assignment_presenters
from goodstanding.web.attendance.presenters import doubts as doubt_presenters
from goodstanding.web.ballots.presenters import ballots as ballot_presenters
from goodstanding.web.bulletins.presenters import bulletins as bulletin_presenters
from goodstanding.web.care.presenters import care as care_presenters
from goodstanding.web.cases.presenters import cases as case_presenters
from goodstanding.web.cases.presenters import warnings as warning_presenters
from goodstanding.web.cases.presenters import weak_units as weak_presenters
from goodstanding.web.dues.presenters import waiting as dues_presenters
from goodstanding.web.initiative.presenters import initiative as initiative_presenters
from goodstanding.web.letters.presenters import letters as letter_presenters
from goodstanding.web.meetings.presenters import meeting_plans, meetings_due
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.objections.presenters import corrections as correction_presenters
from goodstanding.web.objections.presenters import objections as objection_presenters
from goodstanding.web.people.presenters import transfers as transfer_presenters
from goodstanding.web.personal.presenters import confirmations as confirmation_presenters
from goodstanding.web.personal.presenters import who_else
from goodstanding.web.probation.presenters import probation as probation_presenters
from goodstanding.web.service.presenters import helping as helping_presenters
from goodstanding.web.service.presenters import service as service_presenters
from goodstanding.web.shell.presenters import terms
from goodstanding.web.study.presenters import courses as course_presenters

Entry = dict[str, Any]
#: What is due until then goes before what one tap does.
_SOON = timedelta(days=3)


def entries(who: Viewer, at: datetime) -> list[Entry]:
    """Every line, as many as `Waiting.count` counts.

    First what is due within days, then what is new and what one tap does, then the rest by its day; what has no day
    comes last.
    """
    waiting = Waiting(who, the_scheme(), at)
    found = list(of_member(waiting))
    if who.is_staff and who.verified:
        found += [*_of_meetings(waiting), *_of_the_desk(waiting)]
    soon = who.on + _SOON
    return sorted(found, key=lambda entry: _rank(entry, soon))


def _rank(entry: Entry, soon: date) -> tuple[int, date]:
    due = entry.get("due") or date.max
    return (0 if due <= soon else 1 if "post_url" in entry or entry.get("goes_first") else 2), due


def of_member(waiting: Waiting) -> Iterator[Entry]:
    """The lines of the viewer as a member, in no order."""
    for transfer in apart_anywhere(waiting.transfers, lambda one: one.member):
        yield _transfer(waiting.viewer, transfer)
    for follow_up in waiting.follow_ups:
        yield _follow_up(follow_up)
    on = waiting.viewer.on
    for assignee in waiting.assigned:
        yield assignment_presenters.own_waiting(assignee, on) | _with(who_else.gives_time(assignee, on))
    yield from _taken_on(waiting)
    yield from _own_dues(waiting)
    yield from _of_care(waiting)
    if (member := waiting.viewer.account.member) is not None:
        for own_course in waiting.courses:
            yield course_presenters.waiting_entry(own_course) | _with(who_else.passes(own_course, member, on))
        for confirmation in waiting.confirmations:
            yield _to_confirm(waiting, confirmation, member)


def _taken_on(waiting: Waiting) -> Iterator[Entry]:
    for holding in waiting.offered:
        yield initiative_presenters.offered_waiting(holding)
    for wish in waiting.claimed:
        yield helping_presenters.wish_claimed(wish)
    for warning in waiting.warnings:
        yield warning_presenters.own_waiting(warning)
    for bulletin in waiting.bulletins:
        yield bulletin_presenters.own_waiting(bulletin)
    for voter in waiting.to_vote:
        yield ballot_presenters.vote_waiting(voter)
    for teller in waiting.to_count:
        yield ballot_presenters.teller_waiting(teller)


def _own_dues(waiting: Waiting) -> Iterator[Entry]:
    for month in waiting.dues_open:
        yield dues_presenters.own_waiting(month, waiting.viewer.on)
    for confirming in waiting.dues_to_confirm:
        yield dues_presenters.confirm_waiting(confirming.fen)  # type: ignore[attr-defined]


def _of_care(waiting: Waiting) -> Iterator[Entry]:
    for talk in apart_anywhere(waiting.talks, lambda one: care_presenters.other_of(one, waiting.viewer)):
        yield care_presenters.talk_waiting(talk, waiting.viewer)
    for step in waiting.probation_steps:
        yield probation_presenters.step_waiting(step, waiting.viewer.on)
    for appraised in waiting.appraised:
        yield appraised_presenters.own_waiting(appraised)
    for moved in waiting.arrivals:
        yield care_presenters.arrival_waiting(moved)


def _to_confirm(waiting: Waiting, confirmation: Confirmation, member: Member) -> Entry:
    """A member's number where there is none to confirm, another person has to write down."""
    line = confirmation_presenters.entry(confirmation, waiting.scheme, member)
    is_without = confirmation.confirms == "contact" and not member.phone
    return line | _with(who_else.records_contact(member, waiting.viewer.on) if is_without else "")


def _with(by_whom: str) -> Entry:
    """Who has a part in a line of the member's own."""
    return {"by_whom": by_whom, "is_own": True}


def _transfer(who: Viewer, transfer: Transfer) -> Entry:
    own = transfer.member_id == who.member_id
    line = transfer_presenters.own_entry(transfer) if own else transfer_presenters.entry(transfer)
    detail = _("Transfer to answer by %(day)s") % {"day": terms.said_day(transfer.due_on)}
    return line | {"detail": detail, "due": transfer.due_on, "deed": _("Answer"), "badge": ""}


def _follow_up(follow_up: FollowUp) -> Entry:
    return {
        "url": reverse("my_meeting", args=[follow_up.meeting.key]),
        "icon": "check",
        "label": follow_up.text,
        "detail": _("%(unit)s, due by %(day)s")
        % {"unit": follow_up.meeting.unit.name, "day": terms.said_day(follow_up.due_on)},
        "due": follow_up.due_on,
        "deed": _("Done"),
        "post_url": reverse("follow_up_done", args=[follow_up.key]),
    }


def _of_meetings(waiting: Waiting) -> Iterator[Entry]:
    for leave in apart_anywhere(waiting.leaves, lambda one: one.attendee.member):
        yield meeting_presenters.leave_entry(leave) | {"deed": _("Answer")}
    for unit, duty, cell in waiting.to_plan:
        yield meeting_plans.missing_entry(unit, duty, cell) | {"deed": _("Plan")}
    for meeting in waiting.to_close:
        yield meetings_due.to_close(meeting)
    for case in meeting_presenters.case_entries(waiting.cases):
        yield case | {"deed": _("Settle")}
    for entry in doubt_presenters.waiting(waiting.doubts):
        yield entry | {"deed": _("Check")}


def _of_the_desk(waiting: Waiting) -> Iterator[Entry]:
    for work in waiting.assignments:
        yield assignment_presenters.desk_work(work)
    yield from _of_initiative(waiting)
    yield from _of_dues(waiting)
    for probation in apart_anywhere(waiting.probations, lambda one: one.member):
        yield probation_presenters.waiting(probation, waiting.viewer.on)
    yield from _of_appraisal(waiting)
    for left in waiting.in_touch:
        yield care_presenters.unit_due(left)
    yield from _of_cases(waiting)
    yield from _of_service(waiting)
    for objection in apart_anywhere(waiting.objections, lambda one: one.member):
        yield objection_presenters.desk_entry(objection, waiting.viewer.on) | {"deed": _("Rule")}
    for entry in correction_presenters.entries(waiting.corrections):
        yield entry | {"deed": _("Answer"), "badge": ""}
    for reissue in waiting.reissues:
        yield correction_presenters.reissue(reissue) | {"deed": _("Issue again")}
    for unit, count in waiting.to_invite:
        yield _to_invite(waiting.viewer, unit, count)


def _of_appraisal(waiting: Waiting) -> Iterator[Entry]:
    for round_ in waiting.appraisals:
        yield appraisal_presenters.waiting(round_, waiting.viewer.on)
    for owed in waiting.debriefings_to_give:
        yield debriefing_presenters.to_give_waiting(owed, waiting.viewer.on)
    for debriefing in apart_anywhere(waiting.debriefings_to_grade, lambda one: one.member):
        yield debriefing_presenters.to_grade_waiting(debriefing)
    for doubted in apart_anywhere(waiting.grade_objections, lambda one: one.about.member):
        yield appraisal_presenters.objection_waiting(doubted)


def _of_cases(waiting: Waiting) -> Iterator[Entry]:
    for unit in waiting.warned_units:
        yield warning_presenters.unit_waiting(unit)
    for case in apart_anywhere(waiting.orders, lambda one: one.member):
        yield case_presenters.waiting(case, _("Reply"))
    for case in apart_anywhere(waiting.replies, lambda one: one.member):
        yield case_presenters.waiting(case, _("Check"))
    for case in apart_anywhere(waiting.late_orders, lambda one: one.member):
        yield case_presenters.waiting(case, _("See why"))
    for step in waiting.help_steps:
        yield weak_presenters.step_waiting(step)


def _of_initiative(waiting: Waiting) -> Iterator[Entry]:
    for suggestion in apart_anywhere(waiting.suggestions, lambda one: one.member):
        yield initiative_presenters.suggestion_waiting(suggestion, waiting.viewer.on)
    for letter in apart_anywhere(waiting.letters, lambda one: one.member):
        yield letter_presenters.waiting(letter, waiting.viewer.on)
    for pledge in apart_anywhere(waiting.pledges, lambda one: one.member):
        yield initiative_presenters.pledge_waiting(pledge)
    for topic in apart_anywhere(waiting.topics, lambda one: one.member):
        yield initiative_presenters.topic_waiting(topic)
    for unit in waiting.posts:
        yield initiative_presenters.confirm_waiting(unit)


def _of_dues(waiting: Waiting) -> Iterator[Entry]:
    for unit in waiting.dues_to_collect:
        yield dues_presenters.collect_waiting(unit, waiting.viewer.on)
    for unit in waiting.dues_to_post:
        yield dues_presenters.publish_waiting(unit, waiting.viewer.on)
    for relief in apart_anywhere(waiting.dues_reliefs, lambda one: one.member):
        yield dues_presenters.relief_waiting(relief)
    for unit in waiting.dues_rows:
        yield dues_presenters.lines_waiting(unit)


def _of_service(waiting: Waiting) -> Iterator[Entry]:
    for activity in waiting.hours:
        yield service_presenters.to_confirm(activity)
    for registration in apart_anywhere(waiting.registrations, lambda one: one.member):
        yield helping_presenters.registration_waiting(registration)
    for wish in apart_anywhere(waiting.wishes, lambda one: one.member):
        yield helping_presenters.wish_waiting(wish)
    for need in apart_anywhere(waiting.needs, lambda one: one.member):
        yield helping_presenters.need_waiting(need, waiting.viewer.on)
    for unit in waiting.pairs:
        yield helping_presenters.pairs_waiting(unit)
    for unit in waiting.feedback:
        yield helping_presenters.feedback_waiting(unit)


def _to_invite(who: Viewer, unit: Unit, count: int) -> Entry:
    above, by_whom = who_else.invites(who, unit)
    label = ngettext(
        "%(count)s member of %(unit)s cannot sign in yet", "%(count)s members of %(unit)s cannot sign in yet", count
    )
    return {
        "url": reverse("invitations"),
        "icon": "key",
        "label": label % {"count": count, "unit": unit.name},
        "detail": _("Print their invitations and give them out") if count > above else "",
        "by_whom": by_whom,
        "deed": _("Print") if count > above else _("See who"),
    }

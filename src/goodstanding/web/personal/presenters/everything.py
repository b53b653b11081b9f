"""Everything that is kept of a member, in the reader's words: titles of sections and of their columns."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.engine.explain.rule_text import fact_title
from goodstanding.engine.scheme.dues import yuan_text
from goodstanding.engine.scheme.scheme import Scheme, decimal_text
from goodstanding.models import Fact, RecordView
from goodstanding.web.shell.presenters import numbers, terms

#: Numbers that are amounts in fen, and numbers that are months.
_IN_FEN = frozenset({"fen", "owed", "paid", "waived", "open"})
_MONTHS = frozenset({"month", "first_month", "last_month", "ended"})
#: A run as the export names it.
_RUN = re.compile(r"(\d{4}-\d{2})/(\d+) (.+)")
#: A day and a moment as JSON has them.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


def sections() -> Mapping[str, str]:
    """What each section is called."""
    return {
        "particulars": _("Particulars"),
        "account": _("Account"),
        "classes": _("Classes"),
        "memberships": _("Memberships"),
        "hostings": _("Hosted by"),
        "posts": _("Offices"),
        "facts": _("Entries, including those taken back"),
        "corrections": _("Corrections"),
        "rosters": _("Month-end rosters"),
        "standings": _("Ratings, with their reasons"),
        "objections": _("Objections"),
        "rulings": _("Rulings"),
        "objection_steps": _("Steps of objections"),
        "conflicts_of_interest": _("Who may not rule on them"),
        "record_views": _("Who viewed it"),
        "transfers": _("Transfers"),
        "consents": _("Answers to transfers"),
        "attendances": _("Meetings"),
        "proofs": _("Attendance records"),
        "attendance_conflicts": _("Attendance conflicts"),
        "check_ins": _("Technical data of check-ins"),
        "doubts": _("Doubts about check-ins"),
        "meeting_leaves": _("Leave from meetings"),
        "receipts": _("Notices of meetings"),
        "courses": _("Courses"),
        "attempts": _("Attempts at quizzes"),
        "attempt_remarks": _("Attempts worth more since a question was withdrawn"),
        "follow_ups": _("Follow-ups from meetings"),
        "assigned": _("Assignments"),
        "assignment_steps": _("Steps of assignments"),
        "announcements_read": _("Announcements read"),
        "pledges": _("Pledges"),
        "pledge_items": _("Items of pledges"),
        "suggestions": _("Suggestions"),
        "topics": _("Topics for the agenda"),
        "duty_holdings": _("Duty posts"),
        "duty_checks": _("Confirmations of duty posts"),
        "dues_bases": _("Amounts of dues"),
        "dues_consents": _("Consents to pay dues ahead"),
        "dues": _("Months of dues"),
        "dues_payments": _("Payments of dues"),
        "dues_lines": _("Lines of the balance of dues"),
        "dues_reliefs": _("Reductions of dues"),
        "initiative_steps": _("Steps of pledges, suggestions, topics and posts"),
        "talks": _("Talks"),
        "contacts": _("Contact and visits"),
        "long_absences": _("Long absences"),
        "searches": _("Searches when you could not be reached"),
        "search_steps": _("Steps of searches"),
        "probations": _("Probation"),
        "probation_steps": _("Steps of probation"),
        "probation_events": _("What became of steps of probation"),
        "probation_decisions": _("Decisions about probation"),
        "ballots": _("Secret ballots in which you had a vote"),
        "ballots_as_teller": _("Secret ballots in which you were a teller"),
        "ballots_about": _("Secret ballots about you"),
        "appraisals": _("Appraisals"),
        "self_appraisals": _("Self-appraisals"),
        "remarks_about": _("Words of others about you"),
        "remarks_given": _("Words you wrote to others"),
        "committee_views": _("Views of the committee"),
        "grade_decisions": _("Decisions about your grade"),
        "grade_objections": _("Objections to grades"),
        "debriefings": _("Your yearly debriefings"),
        "debriefing_reports": _("Reports of your debriefings"),
        "debriefing_grades": _("Grades of your debriefings"),
        "debriefing_comments": _("Comments on your debriefings"),
        "debriefing_comments_given": _("Comments you wrote on debriefings"),
        "sign_ups": _("Activities you signed up for"),
        "community_registrations": _("Registrations with a community"),
        "community_feedback": _("Yearly feedback of the community"),
        "wishes": _("Small wishes you took on"),
        "relayed_needs": _("Needs you relayed"),
        "help_pairs": _("Pairs"),
        "pair_checks": _("Confirmations of pairs"),
        "service_visits": _("Visits"),
        "service_steps": _("Steps of your service"),
        "warnings": _("Warnings"),
        "cases": _("Cases about me"),
        "case_steps": _("Steps of cases"),
        "case_evidence": _("What replies in cases refer to"),
        "accountability_files": _("Accountability files about me"),
        "accountability_steps": _("Steps of accountability files"),
        "letters": _("Questions and complaints"),
        "letter_steps": _("Steps of questions and complaints"),
        "decisions": _("Awards and discipline"),
        "decision_changes": _("What later decisions did to them"),
        "dossiers": _("Yearly documents about you"),
        "dossier_files": _("Files of yearly documents about you"),
        "calendar_feeds": _("Calendar addresses"),
        "notices": _("Notices"),
        "invitations": _("Invitations to sign in"),
        "sign_in_requests": _("Requests for help with signing in"),
        "sessions": _("Sign-ins"),
        "keys": _("Second factors"),
        "passkeys": _("Passkeys"),
        "jobs": _("Requested jobs"),
        "imports": _("Imported rosters"),
        "acts": _("What this account changed"),
    }


def labels() -> Mapping[str, str]:
    """What each column is called; a column that is not here keeps its own name."""
    return {
        "number": _("Number"), "name": _("Name"), "joined_on": _("Joined on"), "full_on": _("Full member since"),
        "left_on": _("Left on"), "leaving": _("Reason"), "unit": _("Unit"), "phone": _("Telephone"),
        "fen": _("Amount in yuan"), "owed": _("Due"), "paid": pgettext("dues", "Paid"),
        "waived": _("Waived"), "open": _("Still open"), "paid_on": _("Paid on"), "reminded": _("Reminders"),
        "payment": _("Payment"), "relief": _("Reduction"),
        "given": _("Agreed"), "first_month": _("From month"), "last_month": _("Until month"),
        "ended": _("No longer from month"), "login": _("Sign-in name"), "email": _("E-mail"), "language": _("Language"),
        "created_at": _("Since"), "last_login": _("Last sign-in"), "word": _("Class"), "from_on": _("From"),
        "until_on": _("Until"), "role": _("Office or role"), "granted_at": _("Given"), "granted_by": _("Given by"),
        "kind": _("Kind"), "value": _("Value"), "occurred_on": _("Happened on"), "recorded_at": _("Recorded"),
        "recorded_by": _("Recorded by"), "agreed_by": _("Agreed by"), "source": _("Source"),
        "reference": _("Reference"), "reverses": _("Takes back entry"), "replaces": _("Replaces entry"),
        "reason": _("Reason"), "id": _("Number of the row"), "month": _("Month"), "classes": _("Classes"),
        "missing_on": _("Nothing recorded on"), "matched_at": _("Found"),
        "state": _("State"), "indicator": _("Rule"), "period": _("Period"), "fact": _("Entry"),
        "opened_at": _("Opened"), "due_on": _("Due on"), "due_after": _("Counted from the day after"),
        "due_is_provisional": _("Due on is provisional"), "appeal_until": _("Second ruling until"),
        "appeal_is_provisional": _("Second ruling until is provisional"), "is_provisional": _("Provisional"),
        "ended_at": _("Ended"), "at": _("When"), "by": _("By whom"),
        "office": _("In which office"), "how": _("How"), "purpose": _("Purpose"), "from_unit": _("From unit"),
        "to_unit": _("To unit"), "asked_at": _("Asked"), "asked_by": _("Asked by"), "side": _("Side"),
        "agrees": _("Agrees"), "read_at": _("Read"), "made_at": _("Made"), "made_by": _("Made by"),
        "good_until": _("Good until"), "used_at": _("Used"), "withdrawn_at": _("Withdrawn"), "ip": _("Address"),
        "last_seen_at": _("Last seen"), "user_agent": _("Browser"), "verb": _("What was done"), "noun": _("To what"),
        "key": _("Key"), "fields": _("Fields"), "upheld": _("Upheld"), "remedy": _("Remedy"), "text": _("Text"),
        "issue": _("Issue"), "published_at": _("Published"), "total": _("Total"), "band": _("Band"),
        "earned": _("Earned"), "attainable": _("Attainable"), "bonus": _("Bonus"), "deduction": _("Deduction"),
        "peer_group": _("Peer group"), "pinyin": _("Pinyin"), "initials": _("Initials"), "is_active": _("Is open"),
        "theme": _("Colours"), "large_type": _("Large type"), "source_key": _("Key of the source"),
        "because": _("Because"), "votes": _("May vote"), "hosted": _("Hosted"),
        "added_at": _("Added"), "added_by": _("Added by"), "counted": _("Record that counts"),
        "verdict": _("Verdict"), "assurance": _("How it is known"), "occurred_at": _("Happened"),
        "undoes": _("Takes back the record"), "attendee": _("Row of the meeting"), "first": _("First record"),
        "second": _("Second record"), "chosen": _("Chosen"), "settled_at": _("Settled"), "settled_by": _("Settled by"),
        "words": _("Comment"), "answer": _("Answer"), "answered_at": _("Answered"), "answered_by": _("Answered by"),
        "about": _("About"), "revision": _("Version"), "channel": _("Channel"), "sent_at": _("Sent"),
        "sent_by": _("Sent by"), "seen_at": _("Seen"), "given_at": _("Given"), "given_by": _("Given by"),
        "ended_by": _("Ended by"), "meeting": _("Meeting"), "fetched_at": _("Last read"),
        "proof": _("Attendance record"), "passkey": _("Passkey"), "can_be_backed_up": _("Can be backed up"),
        "is_backed_up": _("Is backed up"), "browser": _("Browser at this meeting"),
        "waited_ms": _("Delivery time, in milliseconds"), "kept": _("Delivered later"),
        "found_at": _("Found"), "cleared_at": _("Cleared"), "cleared_by": _("Cleared by"),
        "title": _("Title"), "welcome": _("Own choice"), "notified_on": _("Notified on"), "answer_by": _("Answer by"),
        "answered_on": _("Answered on"), "done_on": _("Done on"), "quality": _("Quality"),
        "reminded_before": _("Reminded before it was due"), "reminders": _("Reminders after it was due"),
        "reminded_on": _("Last reminded on"), "extension_to": _("More time asked until"), "decided_at": _("Decided"),
        "decided_by": _("Decided by"), "what": _("What happened"), "attachment": _("File"),
        "attachment_name": _("Name of the file"), "on": _("Day"), "assignee": _("Row of the assignment"),
        "made_on": _("Made on"), "decided_on": _("Decided on"), "pledge": _("Row of the pledge"),
        "item": _("Row of the item"), "suggestion": _("Row of the suggestion"), "topic": _("Row of the topic"),
        "holding": _("Row of the post"), "place": _("Forwarded to"), "at_unit": _("Who answers"),
        "reminded_after": _("Reminded after it was due"),
        "about_unit": _("About"), "above_unit": _("Unit above"), "passed_up": _("Passed up"),
        "letter": _("Row of the question or complaint"), "form": _("Form"), "document": _("Document"),
        "dated_on": _("Date of the document"), "body_unit": _("Decided by a body of"), "body": _("Name of the body"),
        "effective_from": _("In effect from"), "ends_on": _("Last day of its effect"),
        "informed_on": _("The member was informed on"), "corrects": _("Stands in the place of row"),
        "decision": _("Row of the decision"),
        "circumstance": _("Circumstance"), "layer": _("Who is responsible"), "file": _("Row of the file"),
        "before": _("Total before"), "opened_on": _("Opened on"), "noted_on": _("Marked as read on"),
        "settled_on": _("Settled on"), "post": _("Office or role"), "warning": _("Row of the warning"),
        "owner": _("Who has the order"), "owner_office": _("In which office"), "replied_by": _("Replied by"),
        "closed_on": _("Closed on"), "case": _("Row of the case"),
        "accepted_on": _("Accepted on"), "end_on": _("Over on"), "extended_on": _("Extended on"),
        "probation": _("Row of the probation"), "step": _("Row of the step"), "done_at": _("Recorded"),
        "done_by": _("Recorded by"), "level": _("Whose decision"),
        "round": _("Row of the round"), "year": _("Year"), "graded": _("Is graded"),
        "sheet_on": _("Sheet confirmed on"), "excused_at": _("Excused"), "excused_by": _("Excused by"),
        "grade": _("Grade"), "appraisee": _("Row of the appraisal"),
        "plan": _("What I want to do better"), "saved_at": _("Saved"), "saved_by": _("Saved by"),
        "handed_in_on": _("Handed in on"), "handed_in_at": _("Handed in"), "author": _("Written by"),
        "valued": _("Valued"), "better": _("Could be better"), "score": _("Of 100"), "basis": _("Why"),
        "measure": _("Help and education"), "present": _("Present"),
        "with": _("With"), "way": _("How it was confirmed or done"), "member_at": _("Confirmed by the member"),
        "member_by": _("Confirmed for the member by"), "holder_at": _("Confirmed by the person in office"),
        "holder_by": _("Confirmed in office by"), "withdrawn_by": _("Withdrawn by"), "since": _("Last day of contact"),
        "opened_by": _("Opened by"), "found_on": _("Found on"), "found_by": _("Found by"),
        "reported_on": _("Reported on"), "ended_on": _("Ended on"), "search": _("Row of the search"),
        "on_paper": _("On paper"), "draft": _("Draft of the report"), "comments_until": _("Comments until"),
        "returned_for": _("Why it was returned"), "debriefing": _("Row of the debriefing"),
        "revoked_at": _("Taken back"), "account": _("Account"), "places": _("Places"), "run": _("Rating"),
    }  # fmt: skip


def shown(section: str, key: str, value: Any, scheme: Scheme, kind: str = "") -> str:
    """One value as people read it; nothing where there is none. kind: of the entry whose value it is."""
    if value is None or value in ("", [], {}):
        return numbers.excused([kind]) if section == "facts" and key == "value" else ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if section in ("facts", "corrections", "standings") and isinstance(value, int):
        return _amount(key, value)
    if isinstance(value, str) and (found := _time(key, value)):
        return found
    return _named(section, key, value, scheme)


def _time(key: str, value: str) -> str:
    """A day, a moment or a period as people say it; nothing where the value is none."""
    if _MOMENT.match(value):
        return terms.moment(datetime.fromisoformat(value), with_year=True)
    if _DAY.fullmatch(value):
        return terms.day(date.fromisoformat(value), with_year=True)
    if key in ("month", "period"):
        return terms.period(value, with_year=True)
    if key == "run" and (run := _RUN.fullmatch(value)):
        told = {"month": terms.period(run[1], with_year=True), "number": run[2], "key": run[3]}
        return _("Rating of %(month)s, issue %(number)s · %(key)s") % told
    return ""


def _amount(key: str, value: int) -> str:
    if key == "total":
        return numbers.total(value)
    if key in _IN_FEN:
        return yuan_text(value)
    if key in _MONTHS:
        return terms.month(value, with_year=True)
    return decimal_text(value) if key in ("value", "earned", "attainable", "bonus", "deduction") else str(value)


def _named(section: str, key: str, value: Any, scheme: Scheme) -> str:
    """Words of the rules and of the program in the reader's language, where they have them."""
    if (section, key) == ("facts", "kind"):
        return fact_title(value, scheme, numbers.lang())
    if (section, key) == ("standings", "band"):
        return numbers.band(value, scheme)
    if key == "word":
        return terms.member_class(value)
    if key == "classes":
        return terms.listed(terms.member_class(class_name) for class_name in str(value).split(";"))
    known = {
        ("facts", "source"): Fact.Source,
        ("record_views", "how"): RecordView.How,
        ("record_views", "page"): RecordView.Page,
        ("record_views", "purpose"): RecordView.Purpose,
    }.get((section, key))
    return str(known(value).label) if known and value else str(value)

"""What pages do before and after a member's record is seen: ask what for, and leave a line."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from goodstanding.access.permissions import Permission
from goodstanding.actions.people import record_views
from goodstanding.models import Member, RecordView
from goodstanding.queries.people.namesakes import apart_at_home
from goodstanding.web.people.forms.members import RECORD_PURPOSES, PurposeForm
from goodstanding.web.shell.auth import now, viewer

_KEY = "purpose"
#: In an address: says that the visitor wants to give another purpose.
_ASK = "purpose"
Page, Purpose = RecordView.Page, RecordView.Purpose
#: On what page a member is seen, by the name of its address. What shows a member and is missing here, fails.
PAGES: dict[str, RecordView.Page] = {
    "member": Page.RECORD,
    **dict.fromkeys(("member_correct", "member_begin_class", "member_end_class", "member_host"), Page.CHANGE),
    "member_leave": Page.CHANGE,
    "roster": Page.ROSTER,
    "search": Page.SEARCH,
    **dict.fromkeys(("invitations_of", "invite_all", "invite_member", "invitations"), Page.INVITATION),
    **dict.fromkeys(("desk", "home", "to_do", "my_week"), Page.WORK),
    **dict.fromkeys(("transfers", "transfer", "transfer_ask"), Page.TRANSFER),
    "post_grant": Page.OFFICE,
    "unit_split": Page.SPLIT,
    **dict.fromkeys(("meetings", "meeting", "meeting_plan", "meeting_people", "meeting_close"), Page.MEETING),
    **dict.fromkeys(("meeting_correct", "meeting_change"), Page.MEETING),
    **dict.fromkeys(("meeting_roll", "meeting_mark", "meeting_scan", "meeting_roll_along", "meeting_case"), Page.ROLL),
    **dict.fromkeys(("meeting_paper_print", "meeting_paper_type"), Page.PAPER),
    **dict.fromkeys(("meeting_minutes", "meeting_resolution", "meeting_follow_up"), Page.MINUTES),
    **dict.fromkeys(("assignment", "assignment_give", "assignment_of", "assignment_file"), Page.ASSIGNMENT),
    **dict.fromkeys(("initiative", "unit_initiative", "pledge", "pledge_paper", "suggestion"), Page.INITIATIVE),
    **dict.fromkeys(("suggestion_paper", "topic", "topic_paper", "duty_post", "duty_confirm"), Page.INITIATIVE),
    "bulletin": Page.BULLETIN,
    **dict.fromkeys(("dues", "unit_dues", "dues_arrears", "dues_member", "dues_amount", "dues_relief_new"), Page.DUES),
    **dict.fromkeys(("dues_relief", "dues_line"), Page.DUES),
    **dict.fromkeys(("unit_care", "talk_new", "contact_new", "contact_withdraw", "absence_new"), Page.CARE),
    **dict.fromkeys(("absence_end", "arrival", "search_new", "search_for_member", "my_talks"), Page.CARE),
    "my_help_new": Page.CARE,
    **dict.fromkeys(("probations", "probation", "probation_done", "probation_move"), Page.PROBATION),
    **dict.fromkeys(("probation_meeting", "probation_committee"), Page.PROBATION),
    **dict.fromkeys(("ballot", "ballot_new", "my_ballot_teller"), Page.BALLOT),
    **dict.fromkeys(("service", "unit_service", "activity", "activity_hours", "unit_community"), Page.SERVICE),
    **dict.fromkeys(("wish", "need", "need_paper", "pair_new", "pair_confirm", "visit_paper"), Page.SERVICE),
    **dict.fromkeys(("appraisal", "appraisal_ballot", "appraisal_grades", "appraisal_objection"), Page.APPRAISAL),
    **dict.fromkeys(("appraisee", "appraisee_entries", "appraisee_paper", "appraisee_word"), Page.APPRAISAL),
    **dict.fromkeys(("appraisee_view", "appraisee_correct", "my_appraisal", "my_appraisal_word"), Page.APPRAISAL),
    "my_appraisal_object": Page.APPRAISAL,
    **dict.fromkeys(("debriefings", "debriefing", "debriefing_comment", "debriefing_return"), Page.APPRAISAL),
    **dict.fromkeys(("debriefing_grade", "debriefing_paper", "my_debriefings", "my_debriefing"), Page.APPRAISAL),
    **dict.fromkeys(("letters", "letter", "letter_paper"), Page.LETTER),
    **dict.fromkeys(("warnings", "cases", "case", "case_new", "case_reply", "case_close"), Page.CASE),
    **dict.fromkeys(("accountability", "accountability_file", "accountability_new", "accountability_step"), Page.CASE),
    "accountability_correct": Page.CASE,
    **dict.fromkeys(("case_return", "case_extend", "case_call_off"), Page.CASE),
    "dossier_file": Page.DOSSIER,
    **dict.fromkeys(("decisions", "member_decisions", "member_decision_new"), Page.DECISION),
    **dict.fromkeys(("decision_correct", "decision_revoke", "decision_lift"), Page.DECISION),
    **dict.fromkeys(("doubts", "meeting_door", "meeting_heads"), Page.DOUBT),
    **dict.fromkeys(("facts", "fact_record", "fact_receipt"), Page.FACTS),
    **dict.fromkeys(("fact", "fact_correct"), Page.FACT),
    **dict.fromkeys(("course", "course_paper_type", "study_session_new", "study_hours_of_meeting"), Page.STUDY),
    **dict.fromkeys(("corrections", "correction", "correction_ask"), Page.CORRECTION),
    **dict.fromkeys(("objections", "objection", "objection_attachment"), Page.OBJECTION),
    "unit_rating": Page.RATING,
    "audit": Page.AUDIT,
    "accounts": Page.ACCOUNT,
}
#: What a page is for by itself; on any other, the visitor says it, or it is for keeping the roster.
_FOR: dict[RecordView.Page, RecordView.Purpose] = {
    Page.TRANSFER: Purpose.TRANSFER,
    Page.INVITATION: Purpose.INVITATION,
    **dict.fromkeys((Page.MEETING, Page.ROLL, Page.PAPER, Page.MINUTES, Page.DOUBT), Purpose.MEETING),
    **dict.fromkeys(
        (Page.FACTS, Page.FACT, Page.CORRECTION, Page.RATING, Page.WORK, Page.STUDY, Page.INITIATIVE), Purpose.REVIEW
    ),
    Page.DUES: Purpose.DUES,
    **dict.fromkeys((Page.SERVICE, Page.BALLOT, Page.APPRAISAL, Page.CASE), Purpose.REVIEW),
    Page.ASSIGNMENT: Purpose.ASSIGNMENT,
    **dict.fromkeys((Page.CARE, Page.PROBATION), Purpose.CARE),
    Page.DECISION: Purpose.DECISION,
    Page.DOSSIER: Purpose.FILING,
    Page.LETTER: Purpose.LETTER,
    Page.OBJECTION: Purpose.OBJECTION,
    Page.AUDIT: Purpose.AUDIT,
    Page.ACCOUNT: Purpose.ACCOUNT,
}


def purpose_of(request: HttpRequest) -> RecordView.Purpose | None:
    """What the visitor said in this visit that they need records for; on another day they are asked again."""
    stored = request.session.get(_KEY)
    if not stored or _day(stored["at"]) < _day(now().timestamp()):
        return None
    return RecordView.Purpose(stored["word"])


def _day(timestamp: float) -> date:
    return timezone.localdate(datetime.fromtimestamp(timestamp, UTC))


def keep_purpose(request: HttpRequest, word: str) -> None:
    """Remembers what for, until the visit ends."""
    request.session[_KEY] = {"word": RecordView.Purpose(word).value, "at": now().timestamp()}


def question(request: HttpRequest, member: Member, trail: list[dict[str, str]] | None = None) -> HttpResponse | None:
    """The page that asks what for, where the visitor has not said it; none where the page itself can be shown.

    A form that was filled in goes through: it shows nothing of the member but what was sent.
    """
    form = PurposeForm(request.POST if "purpose" in request.POST else None)
    if form.is_valid():
        keep_purpose(request, form.cleaned_data["purpose"])
        return redirect(request.path)
    asks_again = request.method != "POST" and _ASK in request.GET
    said_before = purpose_of(request) is not None and not asks_again
    if said_before or (request.method == "POST" and not form.is_bound):
        return None
    usual = usual_purpose(request)
    apart_at_home([member])
    context = {
        "title": member.shown_as,
        "form": form,
        "usual": usual,
        "others": [choice for choice in RECORD_PURPOSES if choice[0] != usual],
        "breadcrumbs": trail or _way_to(member),
    }
    return render(request, "people/members/purpose.html", context, status=422 if form.is_bound else 200)


def _way_to(member: Member) -> list[dict[str, str]]:
    """From the list of the members, from which most come; the member's name has no address before it is opened."""
    if member.unit is None:
        return []
    return [
        {"label": member.unit.name, "url": reverse("roster", args=[member.unit.code])},
        {"label": member.shown_as, "url": ""},
    ]


def usual_purpose(request: HttpRequest) -> RecordView.Purpose:
    """What the visitor's office mostly needs this page for: it is one tap, the others are behind it."""
    page, who = _page(request), viewer(request)
    if page != Page.RECORD:
        return _FOR.get(page, Purpose.ROSTER)
    by_office = {
        Permission.RULE: Purpose.REVIEW,
        Permission.SEE_AUDIT: Purpose.AUDIT,
        Permission.HOLD_MEETING: Purpose.MEETING,
    }
    return next((purpose for permission, purpose in by_office.items() if who.may(permission)), Purpose.ROSTER)


def _page(request: HttpRequest) -> RecordView.Page:
    assert request.resolver_match is not None, "a page has an address"
    return PAGES[str(request.resolver_match.url_name)]


def leave(
    request: HttpRequest,
    members: Iterable[Member | None],
    how: RecordView.How,
    permission: Permission,
    *,
    always: bool = False,
) -> None:
    """Leaves a line with each of these members: on what page, and for what.

    A page that is for one thing says so itself; what the visitor said holds for records, and for lists of members.
    """
    page = _page(request)
    purpose = _FOR.get(page) or purpose_of(request) or RecordView.Purpose.ROSTER
    shown = [member for member in members if member is not None]
    record_views.leave(
        shown, how=how, purpose=purpose, by=viewer(request), at=now(), permission=permission, page=page, always=always
    )


def about(entries: Iterable[Mapping[str, Any]]) -> list[Member]:
    """The members whom the lines of a list are about, where they say it."""
    return [entry["about"] for entry in entries if entry.get("about") is not None]

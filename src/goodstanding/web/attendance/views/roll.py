"""The host's roll: everyone with large marks, a live count, undoing with a reason, and cases to settle."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access import code_keys, meeting_hosts
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.viewer import Viewer
from goodstanding.actions.attendance import attendance, conflicts
from goodstanding.actions.attendance.claims import Claim
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Account, AttendanceConflict, Attendee, Meeting, Proof, RecordView
from goodstanding.models.public_id import is_token, new_key
from goodstanding.proofs import roll_ticket
from goodstanding.queries.attendance.proofs import standing
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.sign_in.handles import handle_of
from goodstanding.web.attendance.presenters.roll import answer_about, count_of, line, says, standing_now
from goodstanding.web.meetings.forms import meetings as meeting_forms
from goodstanding.web.meetings.meeting_pages import head, held, member_of
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt
from goodstanding.web.shell.presenters import terms

State, Verdict = Meeting.State, Proof.Verdict


@require_safe
@desk_page
def roll(request: HttpRequest, key: str) -> HttpResponse:
    """Everyone on the list with what counts about them.

    With `?part=count`, the count alone, and with `?part=now` what counts about each, for a page that asks anew.
    """
    meeting, account = held(request, key), viewer(request).account
    if meeting.state not in {State.OPEN, State.CLOSED}:
        return redirect("meeting", key=key)
    people = meeting_queries.people(meeting)
    if request.GET.get("part") == "now":
        tally = count_of(meeting, people)["tally"]
        return JsonResponse({"lines": standing_now(people, account.pk), "needed": tally.needed})
    context = head(request, meeting, _("Roll")) | count_of(meeting, people)
    if request.GET.get("part") == "count":
        return render(request, "check_in/roll/count.html", context | {"polls": True})
    record_views.leave(request, [person.member for person in people], RecordView.How.LIST, Allowed.SEE_ROSTER)
    context |= {"people": [line(person, account.pk) for person in people], "is_open": meeting.state == State.OPEN}
    context["delivery"] = _delivery(meeting, account)
    begun = meeting_queries.can_be_closed(meeting, now())
    context["may_close"] = begun and meeting_hosts.may_close(viewer(request), meeting, the_scheme())
    answer = render(request, "check_in/roll/page.html", context)
    if meeting.state == State.OPEN:
        # For the service worker: this page is there again without signal.
        answer["X-Roll"] = "open"
    return answer


def _delivery(meeting: Meeting, account: Account) -> dict[str, Any]:
    """With what the page delivers marks, at once or once there is signal: whose they are, since when, and its texts."""
    at = now()
    ticket = roll_ticket.sign(meeting=meeting.key, account=account.pk, at=at, using=code_keys.of_rolls())
    found = {"ticket": ticket, "handle": handle_of(account).decode(), "now_ms": int(at.timestamp() * 1000)}
    return found | {"says": says(), "verdicts": Verdict.choices}


@require_POST
@desk_page
def mark(request: HttpRequest, key: str) -> HttpResponse:
    """One mark: `do` is a verdict, or `undo` with a reason. Answers with the line, or goes back to the roll."""
    meeting, at, who = held(request, key), now(), viewer(request)
    member, error = member_of(request, meeting), ""
    try:
        if request.POST.get("do") == "undo":
            _undo(request, meeting)
        else:
            verdict = _verdict(request)
            # With the verdict, so that a second tap before the first is answered is a mark of its own.
            sent = request.POST.get("once", "")
            idempotency_key = f"{sent if is_token(sent) else new_key()}:{verdict.value}"
            claim = Claim(member, verdict, Proof.Assurance.HOST, _first_said(idempotency_key, who, at), idempotency_key)
            attendance.mark(meeting=meeting, claim=claim, scheme=the_scheme(), by=who, at=at)
    except ActionRefused as refusal:
        error = str(refusal)
    if not request.htmx:  # type: ignore[attr-defined]
        if error:
            messages.error(request, error)
        return redirect("meeting_roll", key=key)
    people = meeting_queries.people(meeting)
    attendee = next((person for person in people if person.member_id == member.pk), None)
    if attendee is None:
        raise Http404
    record_views.leave(request, [member], RecordView.How.LIST, Allowed.SEE_ROSTER)
    answer = answer_about(meeting, attendee, people, error, who.account.pk)
    return render(request, "check_in/roll/answer.html", answer)


def _first_said(idempotency_key: str, who: Viewer, at: datetime) -> datetime:
    """When a tap was first taken in: sent again it says the same moment, or it would be another word."""
    known = (
        Proof.objects.filter(idempotency_key=f"{who.account.pk}:{idempotency_key}")
        .values_list("occurred_at", flat=True)
        .first()
    )
    return known or at


def _verdict(request: HttpRequest) -> Proof.Verdict:
    word = request.POST.get("do", "")
    if word not in Verdict.values:
        raise Http404
    return Verdict(word)


def _undo(request: HttpRequest, meeting: Meeting) -> None:
    """Takes back what counts about a person."""
    attendee = (
        Attendee.objects.select_related("counted")
        .filter(meeting=meeting, member__key=request.POST.get("member", ""))
        .first()
    )
    if attendee is None or attendee.counted is None:
        raise ActionRefused(_("There is nothing to withdraw."))
    reason = request.POST.get("reason", "")
    attendance.undo(proof=attendee.counted, reason=reason, scheme=the_scheme(), by=viewer(request), at=now())


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def case(request: HttpRequest, key: str) -> HttpResponse:
    """Two proofs that disagree: everything that was said, and which one holds."""
    who = viewer(request)
    conflict = get_object_or_404(meeting_queries.cases(who), key=key)
    meeting, member = conflict.attendee.meeting, conflict.attendee.member
    record_views.leave(request, [member], RecordView.How.PAGE, Allowed.SEE_ROSTER)
    said = list(meeting_queries.proofs(conflict.attendee))
    choices = [(str(proof.pk), _choice(proof)) for proof in standing(meeting_queries.proofs(conflict.attendee))]
    form = meeting_forms.SettleForm(request.POST or None, proofs=choices)

    def act(data: dict[str, Any]) -> None:
        chosen = Proof.objects.get(pk=data["chosen"])
        conflicts.settle(conflict=conflict, chosen=chosen, reason=data["reason"], scheme=the_scheme(), by=who, at=now())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Settled. Nothing else changes, and by itself it costs no points."))
        return redirect("meeting", key=meeting.key)
    context = head(request, meeting, _("Attendance records disagree")) | {
        "member": member,
        "case": conflict,
        "form": form if conflict.state == "open" else None,
        "events": [meeting_presenters.proof(proof) for proof in said],
        "settled": _settled(conflict),
    }
    return render(request, "attendance/case.html", context, status=422 if request.method == "POST" else 200)


def _choice(proof: Proof) -> str:
    parts = (
        proof.get_verdict_display(),
        meeting_presenters.how(proof),
        proof.by.shown_name,
        terms.said_moment(proof.occurred_at),
    )
    return " · ".join(str(part) for part in parts)


def _settled(conflict: AttendanceConflict) -> str:
    if conflict.settled_by is None or conflict.settled_at is None:
        return ""
    return f"{terms.said_moment(conflict.settled_at)} · {conflict.settled_by.shown_name}: {conflict.reason}"

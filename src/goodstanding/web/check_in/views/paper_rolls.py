"""The paper roll: printed, and typed back in with one key a line."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions.check_in import paper_rolls
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Attendee, PaperRoll, Proof, RecordView
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.check_in import roll_pdf
from goodstanding.web.meetings.meeting_pages import found, head
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer

Verdict = Proof.Verdict
#: What is typed for each mark: a digit, or the first letter of the word in English.
KEYS = {
    "1": Verdict.PRESENT, "p": Verdict.PRESENT, "2": Verdict.LATE, "l": Verdict.LATE, "3": Verdict.LEAVE,
    "e": Verdict.LEAVE, "4": Verdict.ABSENT, "a": Verdict.ABSENT,
}  # fmt: skip


@require_http_methods(["GET", "HEAD"])
@desk_page
def overview(request: HttpRequest, key: str) -> HttpResponse:
    """Prints a roll, and leads to those that were printed."""
    meeting = found(request, key)
    context = head(request, meeting, _("Paper roll")) | {
        "rolls": meeting.paper_rolls.select_related("printed_by__member"),
        "running": not meeting.has_ended,
    }
    return render(request, "check_in/paper/page.html", context)


@require_POST
@desk_page
def print_out(request: HttpRequest, key: str) -> HttpResponse:
    """A fresh roll as a PDF."""
    meeting = found(request, key)
    try:
        roll = paper_rolls.print_out(meeting=meeting, scheme=the_scheme(), by=viewer(request), at=now())
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("meeting_paper", key=key)
    people = _people(roll)
    record_views.leave(request, [attendee.member for attendee in people], RecordView.How.EXPORT, Allowed.SEE_ROSTER)
    answer = HttpResponse(roll_pdf.document(meeting, people, roll.code, at=now()), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="roll-{roll.code}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def _people(roll: PaperRoll) -> list[Attendee]:
    """In the order of the lines."""
    every = Attendee.objects.select_related("member__unit", "counted").in_bulk(roll.lines)
    return [every[pk] for pk in roll.lines]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def type_in(request: HttpRequest, key: str) -> HttpResponse:
    """Types a roll back in. key: its code, in any case."""
    mine = meeting_queries.visible(viewer(request))
    roll = get_object_or_404(PaperRoll.objects.select_related("meeting__unit"), code=key.upper(), meeting__in=mine)
    people = _people(roll)
    typed = {number: request.POST.get(f"line-{number}", "").strip().lower() for number in range(1, len(people) + 1)}
    wrong = {number for number, text in typed.items() if text and text not in KEYS}
    if request.method == "POST" and not wrong:
        if (answer := _typed(request, roll, typed)) is not None:
            return answer
    elif request.method != "POST":
        record_views.leave(request, [attendee.member for attendee in people], RecordView.How.LIST, Allowed.SEE_ROSTER)
    context = head(request, roll.meeting, _("Type the roll in")) | {
        "roll": roll,
        "lines": [_line(number, attendee, typed, wrong) for number, attendee in enumerate(people, start=1)],
        "wrong": len(wrong),
    }
    return render(request, "check_in/paper/type.html", context, status=422 if request.method == "POST" else 200)


def _typed(request: HttpRequest, roll: PaperRoll, typed: dict[int, str]) -> HttpResponse | None:
    marks = {number: KEYS[text] for number, text in typed.items() if text}
    try:
        new = paper_rolls.type_in(roll=roll, marks=marks, scheme=the_scheme(), by=viewer(request), at=now())
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return None
    text = ngettext("%(count)s line is typed in.", "%(count)s lines are typed in.", new) % {"count": new}
    messages.success(request, text)
    return redirect("meeting_roll", key=roll.meeting.key)


def _line(number: int, attendee: Attendee, typed: dict[int, str], wrong: set[int]) -> dict[str, Any]:
    counted = attendee.counted.get_verdict_display() if attendee.counted else ""
    return {
        "number": number,
        "member": attendee.member,
        "typed": typed[number],
        "wrong": number in wrong,
        "counted": counted,
    }


@require_http_methods(["GET", "HEAD"])
@desk_page
def by_code(request: HttpRequest) -> HttpResponse:
    """From the code on the paper to its lines."""
    if not viewer(request).may(Allowed.HOLD_MEETING):
        raise Http404
    code = request.GET.get("code", "").strip().upper()
    mine = meeting_queries.visible(viewer(request))
    if code and PaperRoll.objects.filter(code=code, meeting__in=mine).exists():
        return redirect("meeting_paper_type", key=code)
    title = _("Type a paper roll in")
    way = [{"label": _("Meetings"), "url": reverse("meetings")}, {"label": title, "url": ""}]
    return render(request, "check_in/paper/code.html", {"title": title, "code": code, "breadcrumbs": way})

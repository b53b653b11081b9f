"""Assignments at the desk: what waits, every assignment, and where one stands for each member."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from goodstanding.access import assigners
from goodstanding.access.permissions import Permission
from goodstanding.actions.assignments import accepting, decisions, reminders
from goodstanding.models import Assignee, RecordView
from goodstanding.models.assignments.moves import OPEN, TO_DO
from goodstanding.queries.assignments import assignments
from goodstanding.queries.operations import attachments
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.assignments.presenters import assignments as presenters
from goodstanding.web.assignments.presenters import people
from goodstanding.web.assignments.seen import seen_in
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, own_page, viewer
from goodstanding.web.shell.form_views import saying_refusals

_PAGE, _MOST_WORK = 50, 50


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """What waits, and every assignment of the viewer's units, the newest first."""
    who = viewer(request)
    if not who.may(Permission.ASSIGN):
        raise Http404
    units = list(assigners.units(who)[:2])
    page = Paginator(assigners.assignments(who), 20).get_page(request.GET.get("page"))
    work = assignments.waiting_at_desk(who, the_scheme(), who.on, _MOST_WORK)
    context = {
        "title": _("Assignments"),
        "work": [presenters.desk_work(one) for one in work],
        "entries": [presenters.desk_entry(one) for one in page],
        "page": page,
        "give_url": reverse("assignment_give", args=[units[0].code]) if units else "",
    }
    return render(request, "assignments/overview.html", context)


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One assignment: what it is, and where it stands for each member."""
    who = viewer(request)
    assignment = get_object_or_404(assigners.assignments(who), key=key)
    counts = assignments.counted(who, assignment)
    state = request.GET.get("state", "")
    if state and state not in counts:
        state = ""
    shown = Paginator(assignments.assignees(who, assignment, state), _PAGE).get_page(request.GET.get("page"))
    lines = people.lines(shown, who)
    record_views.leave(request, record_views.about(lines), RecordView.How.LIST, Permission.SEE_ROSTER)
    unaware = {"assignment": assignment, "state__in": TO_DO, "notified_on": None}
    to_inform = sum(rows.filter(**unaware).count() for rows in assigners.at_hand(who))
    told = ngettext(
        "%(count)s member cannot be notified in the application.",
        "%(count)s members cannot be notified in the application.",
        to_inform,
    )
    waiting = assignments.handed_in(who, assignment).count()
    context = {
        "title": assignment.title,
        "lead": presenters.desk_entry(assignment)["detail"],
        "assignment": assignment,
        "whom": people.whom(assignment),
        "tabs": people.tabs(assignment, counts, state),
        "accept_all": people.accept_all(waiting) if waiting > 1 else None,
        "lines": lines,
        "page": shown,
        "may_withdraw": who.may(Permission.ASSIGN, assignment.unit) and not counts.keys().isdisjoint(OPEN),
        "to_inform": told % {"count": to_inform} if to_inform else "",
        "breadcrumbs": [
            {"label": _("Assignments"), "url": reverse("assignments")},
            {"label": assignment.title, "url": ""},
        ],
    }
    return render(request, "assignments/page.html", context)


@require_POST
@desk_page
def act(request: HttpRequest, key: str) -> HttpResponse:
    """One tap on a line of the page: accepts what is handed in, or reminds. key: of one member."""
    row = _one(request, key)
    who, scheme = viewer(request), the_scheme()
    with saying_refusals(request):
        if request.POST.get("do") == "remind":
            reminders.remind_one(assignee=row, scheme=scheme, by=who, at=now())
            messages.success(request, _("%(member)s is reminded.") % {"member": row.member.name})
        else:
            decisions.finish(
                assignee=row, quality=None, reason="", scheme=scheme, by=who, at=now(), seen=seen_in(request)
            )
            messages.success(request, _("Accepted: %(member)s.") % {"member": row.member.name})
    return redirect("assignment", key=row.assignment.key)


@require_POST
@desk_page
def accept_all(request: HttpRequest, key: str) -> HttpResponse:
    """Accepts everything that is handed in; says of whom something is not accepted, and why."""
    who, count = viewer(request), request.POST.get("count", "")
    assignment = get_object_or_404(assigners.assignments(who), key=key)
    with saying_refusals(request):
        done = accepting.accept_all(
            assignment=assignment, expected=int(count) if count.isascii() and count.isdecimal() else -1,
            scheme=the_scheme(), by=who, at=now(),
        )  # fmt: skip
        told = ngettext("Accepted: %(count)s hand-in.", "Accepted: %(count)s hand-ins.", done.count)
        messages.success(request, told % {"count": done.count})
        for member, why in done.refused:
            messages.error(request, _("Not accepted: %(member)s. %(why)s") % {"member": member.name, "why": why})
    return redirect("assignment", key=key)


@require_POST
@desk_page
def inform(request: HttpRequest, key: str) -> HttpResponse:
    """Everyone whom no notice reaches was informed on paper, by telephone or in person."""
    who = viewer(request)
    assignment = get_object_or_404(assigners.assignments(who), key=key)
    count = reminders.inform(assignment=assignment, scheme=the_scheme(), by=who, at=now())
    told = ngettext("%(count)s member informed.", "%(count)s members informed.", count) % {"count": count}
    messages.success(request, told)
    return redirect("assignment", key=key)


@require_POST
@desk_page
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Withdraws it from everyone for whom it is still open."""
    who = viewer(request)
    assignment = get_object_or_404(assigners.assignments(who), key=key)
    with saying_refusals(request):
        reason = request.POST.get("reason", "")
        count = decisions.withdraw_all(assignment=assignment, reason=reason, scheme=the_scheme(), by=who, at=now())
        told = ngettext("Withdrawn from %(count)s member.", "Withdrawn from %(count)s members.", count)
        messages.success(request, told % {"count": count})
    return redirect("assignment", key=key)


@require_safe
@own_page
def file(request: HttpRequest, key: str) -> FileResponse:
    """What was handed in: for the member, and for those who look after it, of whom it leaves a line."""
    who = viewer(request)
    step = assignments.file_of(who, key)
    path = attachments.path_of(key, "assignments") if step is not None else None
    if step is None or path is None:
        raise Http404
    if step.assignee.member_id != who.member_id:
        member = step.assignee.member
        record_views.leave(request, [member], RecordView.How.EXPORT, Permission.ASSIGN, always=True)
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=step.attachment_name, content_type=attachments.type_of(path)
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _one(request: HttpRequest, key: str) -> Assignee:
    row = assignments.by_address_key(viewer(request), key)
    if row is None:
        raise Http404
    return row

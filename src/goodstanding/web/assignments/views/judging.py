"""One assignment of one member at the desk: accepted, returned, given more time, decided, or written down for them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodstanding.access import assigners
from goodstanding.access.permissions import Permission
from goodstanding.actions.assignments import answers, decisions
from goodstanding.models import Assignee, RecordView
from goodstanding.models.assignments.moves import DECIDED, MOVES, TO_DO, Move
from goodstanding.queries.assignments import assignments
from goodstanding.queries.assignments.corrected import corrected
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.assignments.forms import assignments as forms
from goodstanding.web.assignments.presenters import assignments as presenters
from goodstanding.web.assignments.presenters import people
from goodstanding.web.assignments.seen import seen_in
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt

_Do = Callable[[HttpRequest, Assignee, dict[str, Any]], str]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Where it stands for one member, with every step and what can be done."""
    row = assignments.by_address_key(viewer(request), key)
    if row is None:
        raise Http404
    shown = _forms(row)
    if request.method != "POST":
        return _page(request, row, {name: make(None) for name, make in shown.items()})
    name = request.POST.get("do", "")
    if name not in shown or name not in _DO or not assigners.looks_after(viewer(request), row):
        raise Http404
    form, said = shown[name](request.POST), list[str]()
    if attempt(form, lambda data: said.append(_DO[name](request, row, data))):
        messages.success(request, said[0])
        return redirect("assignment", key=row.assignment.key)
    row.refresh_from_db()
    shown = _forms(row)
    return _page(request, row, {other: make(None) for other, make in shown.items()} | {name: form}, status=422)


def _finish(request: HttpRequest, row: Assignee, data: dict[str, Any]) -> str:
    decisions.finish(
        assignee=row, quality=data.get("quality"), reason=data["reason"], on=data.get("on"), scheme=the_scheme(),
        by=viewer(request), at=now(), seen=seen_in(request),
    )  # fmt: skip
    return _("Accepted: %(member)s.") % {"member": row.member.name}


def _return(request: HttpRequest, row: Assignee, data: dict[str, Any]) -> str:
    decisions.send_back(
        assignee=row, reason=data["reason"], until=data["until"], scheme=the_scheme(), by=viewer(request), at=now(),
        seen=seen_in(request),
    )  # fmt: skip
    return _("Returned. The member is notified.")


def _answer_time(request: HttpRequest, row: Assignee, data: dict[str, Any]) -> str:
    granted = request.POST.get("granted") != "no"
    decisions.answer_time(
        assignee=row, granted=granted, until=data["until"], reason=data["reason"], by=viewer(request), at=now(),
        seen=seen_in(request),
    )  # fmt: skip
    return _("More time is given.") if granted else _("Answered. The member is notified.")


def _on_behalf(request: HttpRequest, row: Assignee, data: dict[str, Any]) -> str:
    common = {"assignee": row, "on": data["on"], "scheme": the_scheme(), "by": viewer(request), "at": now()}
    common["seen"] = seen_in(request)
    if data["what"] == "accept":
        answers.accept(**common)
    elif data["what"] == "decline":
        answers.decline(reason=data["words"], **common)
    else:
        answers.hand_in(text=data["words"], **common)
    return _("Recorded for %(member)s.") % {"member": row.member.name}


def _decide(request: HttpRequest, row: Assignee, data: dict[str, Any]) -> str:
    decide = {
        Move.LAPSE: decisions.lapse, Move.FAIL: decisions.fail, Move.REFUSE: decisions.refuse,
        Move.WITHDRAW: decisions.withdraw,
    }[Move(data["what"])]  # fmt: skip
    by, seen = viewer(request), seen_in(request)
    decide(assignee=row, reason=data["reason"], scheme=the_scheme(), by=by, at=now(), seen=seen)
    return _("Recorded. The member is notified.")


_DO: dict[str, _Do] = {
    "finish": _finish, "return": _return, "time": _answer_time, "behalf": _on_behalf, "decide": _decide,
}  # fmt: skip


def _forms(row: Assignee) -> dict[str, Callable[[Any], Form]]:
    """The forms that make sense as it stands, by what they do."""
    state, rule = Assignee.State(row.state), the_scheme().assignments.get(row.assignment.kind)
    found: dict[str, Callable[[Any], Form]] = {}
    if rule is not None and (state, Move.FINISH) in MOVES:
        quality = rule.quality
        found["finish"] = lambda sent: forms.FinishForm(
            sent, prefix="finish", asks_quality=quality is not None, has_day=row.done_on is not None,
            reason_below=quality.reason_below if quality else 0, needs_reason=row.state in DECIDED,
            initial={"quality": row.quality or ""},
        )  # fmt: skip
    if (state, Move.RETURN) in MOVES:
        found["return"] = lambda sent: forms.ReturnForm(sent, prefix="return")
    if row.state in TO_DO:
        found["time"] = lambda sent: forms.ExtensionForm(sent, prefix="time", initial={"until": row.extension_to})
        found["behalf"] = lambda sent: forms.OnBehalfForm(sent, prefix="behalf")
    if possible := people.decisions(row):
        found["decide"] = lambda sent: forms.DecideForm(sent, prefix="decide", decisions=possible)
    return found


def _page(request: HttpRequest, row: Assignee, shown: dict[str, Form], *, status: int = 200) -> HttpResponse:
    who, steps = viewer(request), list(assignments.steps(row))
    record_views.leave(request, [row.member], RecordView.How.LIST, Permission.SEE_ROSTER)
    looks_after = assigners.looks_after(who, row)
    assignment = row.assignment
    context = {
        "title": row.member.name,
        "lead": assignment.title,
        "row": row,
        "seen": steps[-1].pk if steps else 0,
        "assignment": assignment,
        "tone": presenters.TONES[row.state],
        "rows": presenters.rows(row),
        "asks_until": presenters.asks_until(row),
        "forms": shown if looks_after else {},
        "is_open": {name: form.is_bound for name, form in shown.items()},
        "corrects": row.state in DECIDED,
        "corrected": presenters.corrected(corrected([row], the_scheme()).get(row.pk, []), with_links=True),
        "steps": presenters.steps(steps),
        "files": presenters.files(steps),
        "breadcrumbs": [
            {"label": _("Assignments"), "url": reverse("assignments")},
            {"label": assignment.title, "url": reverse("assignment", args=[assignment.key])},
            {"label": row.member.name, "url": ""},
        ],
    }
    return render(request, "assignments/one.html", context, status=status)

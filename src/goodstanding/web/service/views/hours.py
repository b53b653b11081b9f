"""The host's list of hours: everyone present for as long as planned in one tap, or something else for each."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from goodstanding.access.permissions import Permission
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.service import hours
from goodstanding.actions.service.hours import HoursWord
from goodstanding.engine.scheme.service import ActivityKind
from goodstanding.flows.ledger.row import amount
from goodstanding.models import RecordView, ServiceActivity, SignUp
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.namesakes import tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.service import activities as queries
from goodstanding.sheets.cells import InvalidCell
from goodstanding.web.people import record_views
from goodstanding.web.service.desk_pages import trail
from goodstanding.web.service.presenters import service as presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.presenters import terms

State = SignUp.State
_CSS = {State.CAME: "yes", State.EXCUSED: "excused", State.NO_SHOW: "no"}


@dataclass
class _Line:
    """A member in the list: what is chosen, for how long, and what stands in the way."""

    sign_up: SignUp
    choices: list[tuple[str, str, str]]
    chosen: str
    hours: str
    problem: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Who took part, and for how long. Everyone is chosen as present, so that one tap confirms all."""
    who, scheme = viewer(request), the_scheme()
    one = get_object_or_404(queries.at_desk(who, scheme), key=key)
    kind = queries.kinds(scheme)[one.kind]
    lines = _lines(request, one, kind)
    problem = ""
    if request.method == "POST":
        problem = _confirm(request, one, lines)
        if not problem:
            return redirect("activity", key=key)
    record_views.leave(request, [line.sign_up.member for line in lines], RecordView.How.LIST, Permission.SEE_ROSTER)
    is_own = queries.listed(one).filter(member=who.member_id).exists()
    title = _("Confirm hours")
    button = ngettext("Confirm for %(count)s member", "Confirm for %(count)s members", len(lines))
    context = {
        "title": title,
        "lead": f"{one.title} · {terms.said_day(one.on)}",
        "activity": one,
        "lines": lines,
        "problem": problem,
        "button": button % {"count": len(lines)},
        "with_hours": kind.hours is not None,
        "is_own": is_own,
        "breadcrumbs": trail(request, one.unit, one.title, title),
    }
    return render(request, "service/hours.html", context, status=422 if problem else 200)


def _lines(request: HttpRequest, one: ServiceActivity, kind: ActivityKind) -> list[_Line]:
    who = viewer(request)
    found = list(queries.listed(one).exclude(member=who.member_id))
    tell_apart([sign_up.member for sign_up in found])
    planned = queries.planned_minutes(one, kind)
    lines = []
    for sign_up in found:
        member = sign_up.member
        stands = State.CAME if sign_up.state == State.SIGNED_UP else State(sign_up.state)
        minutes = planned if sign_up.minutes is None else sign_up.minutes
        spared = for_whom.is_spared(kind.to, member, who.on)
        choices = [
            (state.value, str(state.label), css)
            for state, css in _CSS.items()
            if not (spared and state == State.NO_SHOW)
        ]
        chosen = request.POST.get(f"say-{member.key}", stands.value)
        typed = request.POST.get(f"hours-{member.key}", presenters.hours(minutes))
        lines.append(_Line(sign_up, choices, chosen, typed))
    return lines


def _confirm(request: HttpRequest, one: ServiceActivity, lines: list[_Line]) -> str:
    """Says what was chosen. Returns what stands in the way, empty where it is done."""
    said = dict[str, HoursWord]()
    for line in lines:
        if line.chosen not in {value for value, _label, _css in line.choices}:
            continue
        try:
            minutes = amount(line.hours) * 60 // 1000 if line.chosen == State.CAME and line.hours.strip() else None
        except InvalidCell:
            line.problem = _("Write hours as a number, such as 2 or 1.5.")
            continue
        said[line.sign_up.member.key] = HoursWord(State(line.chosen), minutes)
    if any(line.problem for line in lines):
        return _("Some hours are no numbers.")
    try:
        count = hours.confirm(activity=one, said=said, scheme=the_scheme(), by=viewer(request), at=now())
    except ActionRefused as refusal:
        for line in lines:
            line.problem = str(refusal) if refusal.field == f"minutes-{line.sign_up.member.key}" else ""
        return str(refusal)
    told = ngettext("Confirmed for %(count)s member.", "Confirmed for %(count)s members.", count)
    messages.success(request, told % {"count": count})
    return ""

"""Sessions of study at the desk: recorded about those who took part; class hours of a meeting that was held."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from goodstanding.access import scope
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions.study import sessions
from goodstanding.engine.scheme.scheme import Scheme, decimal_text
from goodstanding.engine.scheme.study import SessionKind
from goodstanding.models import Meeting, Member, RecordView, Unit
from goodstanding.models.public_id import new_key
from goodstanding.queries.people.namesakes import tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.study import sessions as session_queries
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import action_page, attempt
from goodstanding.web.shell.presenters import terms
from goodstanding.web.study.course_pages import unit_of, unit_trail
from goodstanding.web.study.forms import study as study_forms


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A session: its kind, then when it was, and who took part."""
    unit, scheme = unit_of(request, code), the_scheme()
    assert scheme.study is not None
    word, title = request.GET.get("kind", ""), _("Record a session")
    context: dict[str, Any] = {"title": title, "lead": unit.name, "breadcrumbs": unit_trail(request, unit, title)}
    if word not in scheme.study.sessions:
        return render(request, "study/kinds.html", context | {"kinds": _kinds(unit)})
    kind = scheme.study.sessions[word]
    members = _meant(request, unit, kind)
    form = _form(request, kind, members)
    if request.method == "POST" and attempt(form, lambda data: _record(request, unit, word, form, data)):
        count = len(form.cleaned_data["members"])
        text = ngettext("Recorded about %(count)s member.", "Recorded about %(count)s members.", count)
        messages.success(request, text % {"count": count})
        return redirect("unit_study", code=unit.code)
    if request.method != "POST":
        record_views.leave(request, members, RecordView.How.LIST, Allowed.SEE_ROSTER)
    more = {
        "form": form,
        "key": request.POST.get("form") or new_key(),
        "title": terms.text(kind.title),
        "cancel_url": reverse("unit_study", args=[unit.code]),
        "is_empty": not members,
    }
    return render(request, "study/session.html", context | more, status=422 if request.method == "POST" else 200)


def _meant(request: HttpRequest, unit: Unit, kind: SessionKind) -> list[Member]:
    """Whom the page lists; a result is recorded by another person, so the viewer is not among those with one."""
    who = viewer(request)
    members = session_queries.can_take_part(unit, kind, who.on)
    return members if kind.marks is None else [member for member in members if member.pk != who.member_id]


def _form(request: HttpRequest, kind: SessionKind, members: list[Member]) -> study_forms.SessionForm:
    data, initial = request.POST or None, {"on": viewer(request).on}
    if kind.marks is None:
        return study_forms.SessionForm(data, members=members, hours=kind.hours, initial=initial)
    tell_apart(members)
    return study_forms.ResultsForm(data, members=members, marks=kind.marks, hours=kind.hours, initial=initial)


def _kinds(unit: Unit) -> list[dict[str, Any]]:
    study = the_scheme().study
    assert study is not None
    address = reverse("study_session_new", args=[unit.code])
    return [
        {"url": f"{address}?kind={word}", "icon": "check", "label": terms.text(kind.title)}
        for word, kind in study.sessions.items()
    ]


def _record(request: HttpRequest, unit: Unit, word: str, form: study_forms.SessionForm, data: dict[str, Any]) -> None:
    sessions.record(
        unit=unit, word=word, what=form.particulars(), members=list(data["members"]),
        scheme=the_scheme(), by=viewer(request), at=now(), form=request.POST.get("form", ""),
    )  # fmt: skip


def _proposed(meeting: Meeting, scheme: Scheme) -> str:
    """The class hours that fit into the meeting's time, in halves."""
    rule = scheme.study.hours if scheme.study else None
    if rule is None:
        return ""
    halves = (meeting.ends_at - meeting.starts_at) * 2 // timedelta(minutes=rule.minutes)
    return decimal_text(halves * 500)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def of_meeting(request: HttpRequest, key: str) -> HttpResponse:
    """The class hours of a meeting that was held, for those who came."""
    mine = Meeting.objects.filter(unit__in=scope.units(viewer(request), Allowed.RECORD_FACT))
    meeting, scheme = get_object_or_404(mine.select_related("unit"), key=key), the_scheme()
    form = study_forms.HoursForm(request.POST or None, initial={"class_hours": _proposed(meeting, scheme)})

    def act(data: dict[str, Any]) -> None:
        sessions.record_meeting(
            meeting=meeting, class_hours=data["class_hours"], scheme=scheme, by=viewer(request), at=now()
        )

    title = _("Record the class hours")
    came = session_queries.came(meeting, scheme)
    if request.method != "POST":
        record_views.leave(request, came, RecordView.How.LIST, Allowed.SEE_ROSTER)
    lead = f"{meeting_presenters.full_title(meeting)} · {terms.people_briefly(member.shown_as for member in came)}"
    trail = unit_trail(request, meeting.unit, title)
    to = reverse("unit_study", args=[meeting.unit.code])
    return action_page(request, form, act, title=title, lead=lead, done=_("Recorded."), to=to, trail=trail)

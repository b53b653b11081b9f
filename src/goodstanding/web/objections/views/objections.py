"""A member's own objections: making one, reading every step, asking for a second ruling, taking it back."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions.objections import objections
from goodstanding.engine.problems import InputError
from goodstanding.models import Fact, Member, Objection, RecordView, Run
from goodstanding.queries.ledger.in_force import statements
from goodstanding.queries.months import lines
from goodstanding.queries.months.lines import MemberLine
from goodstanding.queries.objections import deadlines
from goodstanding.queries.objections import objections as objection_queries
from goodstanding.queries.operations import attachments as attachment_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.objections.forms import objections as objection_forms
from goodstanding.web.objections.presenters import objections as objection_presenters
from goodstanding.web.operations.attached import attached
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import attempt, saying_refusals
from goodstanding.web.shell.presenters import terms

State = Objection.State
WHOLE_LINE = "line"


def _member(request: HttpRequest) -> Member:
    return get_object_or_404(Member.objects.select_related("unit"), pk=viewer(request).member_id)


def _own(request: HttpRequest, key: str) -> Objection:
    return get_object_or_404(objection_queries.of(_member(request)), key=key)


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """Everything the member ever objected to, latest first."""
    context = {
        "title": _("My objections"),
        "here": "me",
        "back_url": reverse("me"),
        "entries": [objection_presenters.own_entry(objection) for objection in objection_queries.of(_member(request))],
    }
    return render(request, "objections/own_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def begin(request: HttpRequest) -> HttpResponse:
    """Objects to a line, or to a fact in it: `?run=&indicator=&period=&fact=`."""
    line = _line(request)
    _fact(line, request.GET.get("fact", ""))
    facts = _choices(line)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = objection_forms.MakeObjection(*sent, facts=facts, initial={"fact": request.GET.get("fact") or WHOLE_LINE})
    made: list[Objection] = []

    def make(data: dict[str, Any]) -> None:
        fact = _fact(line, data.get("fact") or request.GET.get("fact", ""))
        made.append(
            objections.open_one(
                run=line.standing.run, indicator=line.indicator.code, period=line.period.name, fact=fact,
                reason=data["reason"], attachment=attached(request, data), by=viewer(request), at=now(),
            )
        )  # fmt: skip

    if request.method == "POST" and attempt(form, make):
        messages.success(request, _("Your objection is made. You can read every step here."))
        return redirect("my_objection", key=made[0].key)
    context = {
        "title": _("Object"),
        "here": "my_record",
        "back_url": reverse("my_objections"),
        "rows": objection_presenters.rule_rows(line),
        "facts": [objection_presenters.fact_row(fact) for fact in line.facts],
        "form": form,
        "days": deadlines.ANSWER_WITHIN,
    }
    return render(request, "objections/open.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def begin_running(request: HttpRequest, key: str) -> HttpResponse:
    """Objects to an entry of a month that is not published yet; of a published one, goes on to its line."""
    member = _member(request)
    fact = _entry(member, key)
    line = lines.running(member, fact)
    if line is None:
        raise Http404
    published = Run.objects.filter(month=fact.month, state=Run.State.PUBLISHED).first()
    if published is not None:
        asked = {"run": published.key, "indicator": line.indicator.code, "period": line.period.name, "fact": fact.pk}
        return redirect(f"{reverse('objection_open')}?{urlencode(asked)}")
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = objection_forms.MakeObjection(*sent, facts=[(key, "")], initial={"fact": key})
    made: list[Objection] = []

    def make(data: dict[str, Any]) -> None:
        file = attached(request, data)
        made.append(
            objections.open_running(fact=fact, reason=data["reason"], attachment=file, by=viewer(request), at=now())
        )

    if request.method == "POST" and attempt(form, make):
        messages.success(request, _("Your objection is made. You can read every step here."))
        return redirect("my_objection", key=made[0].key)
    context = {
        "title": _("Object"),
        "here": "my_record",
        "back_url": reverse("my_objections"),
        "rows": objection_presenters.rule_rows(line),
        "facts": [objection_presenters.fact_row(fact)],
        "form": form,
        "days": deadlines.ANSWER_WITHIN,
    }
    return render(request, "objections/open.html", context, status=422 if request.method == "POST" else 200)


def _entry(member: Member, key: str) -> Fact:
    if not key.isascii() or not key.isdecimal() or len(key) > 18:
        raise Http404
    mine = statements(Fact.objects.filter(member=member)).select_related("recorded_by__member")
    return get_object_or_404(mine, pk=int(key))


def _line(request: HttpRequest) -> MemberLine:
    run = get_object_or_404(Run, key=request.GET.get("run", ""))
    try:
        found = lines.line(run, _member(request), request.GET.get("indicator", ""), request.GET.get("period", ""))
    except InputError as refused:
        raise Http404 from refused
    if found is None:
        raise Http404
    return found


def _choices(line: MemberLine) -> list[tuple[str, str]]:
    facts = [(str(fact.pk), objection_presenters.fact_text(fact)) for fact in line.facts]
    # What takes points away is doubted fact by fact, so that it can wait for the ruling.
    whole = [] if line.indicator.kind == "deduction" and facts else [(WHOLE_LINE, _("The whole line"))]
    return [*whole, *facts]


def _fact(line: MemberLine, chosen: str) -> Fact | None:
    if chosen in {"", WHOLE_LINE}:
        return None
    found = next((fact for fact in line.facts if str(fact.pk) == chosen), None)
    if found is None:
        raise Http404
    return found


@require_safe
@own_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One objection: where it stands, every step, and what the member can do."""
    return _page(request, _own(request, key), objection_forms.AskAgain())


def _page(
    request: HttpRequest, objection: Objection, form: objection_forms.AskAgain, status: int = 200
) -> HttpResponse:
    line = lines.objected(objection)
    rejected_once = objection.state == State.REJECTED and objection.rulings.count() == 1
    until = objection_queries.appeal_until(objection) if rejected_once else None
    context = {
        "title": _("Objection"),
        "here": "me",
        "back_url": reverse("my_objections"),
        "objection": objection,
        "name": objection_presenters.title(objection),
        "tone": objection_presenters.TONES[objection.state],
        "rows": objection_presenters.rule_rows(line, objection.missing_on) if line else [],
        "fact": [objection_presenters.fact_row(objection.fact)] if objection.fact else [],
        "steps": objection_presenters.steps(objection),
        "waiting": objection.state in Objection.WAITING,
        "due": objection_presenters.due(objection),
        "provisional": _provisional(objection, until),
        "corrections": [
            objection_presenters.corrected(correction)
            for correction in objection.corrections.filter(state="made")
            if correction.fact.member_id == objection.member_id
        ],
        "form": form if until and viewer(request).on <= until else None,
        "until": objection_presenters.until(objection) if until else "",
    }  # fmt: skip
    return render(request, "objections/own_page.html", context, status=status)


def _provisional(objection: Objection, until: date | None) -> str:
    """What to say where the deadline that now runs may still become later."""
    waiting = objection.state in Objection.WAITING and objection.due_is_provisional
    return terms.provisional_note() if waiting or (until and objection.appeal_is_provisional) else ""


@require_POST
@own_page
def appeal(request: HttpRequest, key: str) -> HttpResponse:
    """Asks for a second ruling."""
    objection = _own(request, key)
    form = objection_forms.AskAgain(request.POST)

    def ask(data: dict[str, Any]) -> None:
        objections.appeal(objection=objection, reason=data["reason"], scheme=the_scheme(), by=viewer(request), at=now())

    if not attempt(form, ask):
        return _page(request, objection, form, 422)
    messages.success(request, _("A second ruling has been requested from another person one level up."))
    return redirect("my_objection", key=key)


@require_POST
@own_page
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Takes it back."""
    objection = _own(request, key)
    with saying_refusals(request):
        objections.withdraw(objection=objection, by=viewer(request), at=now())
        messages.success(request, _("The objection is withdrawn."))
    return redirect("my_objection", key=key)


@require_safe
@own_page
def attachment(request: HttpRequest, key: str) -> FileResponse:
    """What was put beside it: for the member, and for those who rule, of whom it leaves a line."""
    who = viewer(request)
    own = Objection.objects.filter(member_id=who.member_id, key=key).first() if who.member_id else None
    objection = own or get_object_or_404(objection_queries.visible(who), key=key)
    path = attachment_queries.path_of(objection.attachment, "objections")
    if path is None:
        raise Http404
    if own is None:
        record_views.leave(request, [objection.member], RecordView.How.EXPORT, Allowed.RULE, always=True)
    answer = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=objection.attachment_name,
        content_type=attachment_queries.type_of(path),
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer

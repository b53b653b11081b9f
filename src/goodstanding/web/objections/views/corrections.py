"""Corrections: asking for one, and agreeing or refusing as the second person."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.policies import Denied
from goodstanding.access.viewer import Viewer
from goodstanding.actions.attendance import corrections as attendance_corrections
from goodstanding.actions.ledger import correction_requests
from goodstanding.actions.ledger.change import Change
from goodstanding.engine.explain.wording import is_attended
from goodstanding.models import Correction, Fact, Member, Objection, RecordView, Remedy
from goodstanding.queries.ledger import corrections as correction_queries
from goodstanding.queries.ledger import facts as ledger
from goodstanding.queries.ledger import who_corrects
from goodstanding.queries.ledger.in_force import statements
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.objections.forms import objections as objection_forms
from goodstanding.web.objections.presenters import corrections as correction_presenters
from goodstanding.web.objections.presenters import objections as objection_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, saying_refusals


def _leave(request: HttpRequest, members: list[Member | None], how: RecordView.How) -> None:
    record_views.leave(request, members, how, Allowed.RECORD_FACT)


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """Those that wait for the viewer as the second person, then those they asked for or answer for."""
    who = viewer(request)
    if not (who.may(Allowed.AGREE) or who.may(Allowed.RECORD_FACT)):
        raise Http404
    waiting = list(correction_queries.to_agree(who)[:100])
    page = Paginator(correction_queries.visible(who), 30).get_page(request.GET.get("page"))
    _leave(request, [correction.fact.member for correction in [*waiting, *page]], RecordView.How.LIST)
    context = {
        "title": _("Corrections"),
        "waiting": correction_presenters.entries(waiting),
        "entries": correction_presenters.entries(page),
        "page": page,
    }
    return render(request, "objections/corrections/overview.html", context)


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One correction: what should be done, why, and the viewer's answer."""
    who = viewer(request)
    correction = get_object_or_404(correction_queries.visible(who), key=key)
    _leave(request, [correction.fact.member], RecordView.How.PAGE)
    mine = correction_queries.to_agree(who).filter(pk=correction.pk).exists()
    together = correction_queries.together(who, correction.objection).count() if mine and correction.objection else 0
    context = {
        "title": _("Correction"),
        "correction": correction,
        "name": correction_presenters.about(correction.fact),
        "tone": correction_presenters.TONES[correction.state],
        "rows": correction_presenters.rows(correction),
        "may_answer": mine,
        "together": together if together > 1 else 0,
        "breadcrumbs": [
            {"label": _("Corrections"), "url": reverse("corrections")},
            {"label": correction_presenters.about(correction.fact)},
        ],
    }
    return render(request, "objections/corrections/page.html", context)


@require_POST
@desk_page
def agree(request: HttpRequest, key: str) -> HttpResponse:
    """The second person agrees."""
    correction = get_object_or_404(correction_queries.visible(viewer(request)), key=key)
    with saying_refusals(request):
        attendance_corrections.agree(correction=correction, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("The correction is made, and those concerned are notified."))
    return redirect("correction", key=key)


@require_POST
@desk_page
def agree_together(request: HttpRequest, key: str) -> HttpResponse:
    """Agrees to everything that one objection led to."""
    who = viewer(request)
    led = correction_queries.to_agree(who).filter(objection__key=key).values("objection")
    objection = get_object_or_404(Objection, pk__in=led)
    with saying_refusals(request):
        made = attendance_corrections.agree_together(objection=objection, scheme=the_scheme(), by=who, at=now())
        text = ngettext("%(count)s correction is made.", "%(count)s corrections are made.", made)
        messages.success(request, text % {"count": made})
    return redirect("corrections")


@require_POST
@desk_page
def refuse(request: HttpRequest, key: str) -> HttpResponse:
    """The second person does not agree."""
    correction = get_object_or_404(correction_queries.visible(viewer(request)), key=key)
    reason = request.POST.get("reason", "")
    with saying_refusals(request):
        correction_requests.refuse(correction=correction, reason=reason, by=viewer(request), at=now())
        messages.success(request, _("Your refusal is recorded. The entry stays as it is."))
    return redirect("correction", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Puts a fact right; where a published month counts it, asks a second person to. key: the fact's number."""
    who = viewer(request)
    fact = _fact(who, key)
    _leave(request, [fact.member], RecordView.How.PAGE)
    form = objection_forms.CorrectContested(request.POST or None, is_leave=is_attended([fact.kind], the_scheme()))
    asked: list[Correction | None] = []

    def act(data: dict[str, Any]) -> None:
        what = Change(Remedy(data["remedy"]), data["value"], data["reason"])
        asked.append(attendance_corrections.correct_entry(fact=fact, what=what, scheme=the_scheme(), by=who, at=now()))

    if request.method == "POST" and attempt(form, act):
        waits = asked[0] is not None
        messages.success(request, _("A second person is asked to agree.") if waits else _("The entry is corrected."))
        return redirect("corrections")
    context = {
        "title": _("Correct an entry"),
        "lead": correction_presenters.about(fact),
        "rows": [objection_presenters.fact_row(fact)],
        "two": who_corrects.needs_two(fact),
        "form": form,
        "breadcrumbs": [
            {"label": _("Corrections"), "url": reverse("corrections")},
            {"label": correction_presenters.about(fact), "url": ""},
        ],
    }
    return render(request, "objections/corrections/ask.html", context, status=422 if request.method == "POST" else 200)


def _fact(who: Viewer, key: str) -> Fact:
    if not key.isascii() or not key.isdecimal() or len(key) > 18:
        raise Http404
    among = statements(ledger.visible(who)).select_related("member__unit", "unit", "recorded_by__member")
    fact = get_object_or_404(among, pk=int(key))
    if fact.member_id is not None and fact.member_id == who.member_id:
        raise Denied("nobody corrects what is about themselves")
    return fact

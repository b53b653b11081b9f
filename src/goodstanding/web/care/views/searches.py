"""Members who cannot be reached: a search is begun, its steps are listed with their people, and it ends when found."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access.permissions import Permission
from goodstanding.actions.care import searches
from goodstanding.models import RecordView, Search, SearchStep
from goodstanding.queries.care import searches as queries
from goodstanding.queries.people.namesakes import apart_at_home
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.care.desk_pages import asked_member, covered, members_of, trail, unit_of
from goodstanding.web.care.forms.care import SearchForm, StepForm
from goodstanding.web.care.own import rules
from goodstanding.web.care.presenters import care as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, saying_refusals
from goodstanding.web.shell.presenters import terms


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Begins a search."""
    unit, who, scheme = unit_of(request, code), viewer(request), the_scheme()
    if rules().search is None:
        raise Http404
    members = members_of(unit, without=who.member_id)
    form = SearchForm(request.POST or None, members=members, initial={"member": asked_member(request, members)})
    made: list[Search] = []

    def act(data: dict[str, Any]) -> None:
        made.append(searches.begin(scheme=scheme, by=who, at=now(), **data))

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The search has begun. Write down each step as you take it."))
        return redirect("search_for_member", key=made[0].key)
    record_views.leave(request, members, RecordView.How.LIST, Permission.SEE_ROSTER)
    title = _("A member cannot be reached")
    context = {
        "title": title,
        "lead": unit.name,
        "form": form,
        "submit_label": _("Begin the search"),
        "cancel_url": reverse("unit_care", args=[code]),
        "keep": "search",
        "breadcrumbs": trail(request, unit, title),
    }
    return render(request, "form_page.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """A search: for how long, what was tried and by whom, and what was not tried yet."""
    search, who = _found(request, key), viewer(request)
    rule = rules().search
    if rule is None:
        raise Http404
    left = queries.untried(search, rule)
    names = dict(SearchStep.What.choices)
    steps = [(word, names[word]) for word in (*left, *(one for one in rule.steps if one not in left))]
    form = StepForm(request.POST or None, steps=steps, initial={"on": who.on, "what": steps[0][0]})

    def act(data: dict[str, Any]) -> None:
        searches.take_step(search=search, scheme=the_scheme(), by=who, at=now(), **data)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("The step is recorded."))
        return redirect("search_for_member", key=key)
    apart_at_home([search.member])
    record_views.leave(request, [search.member], RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": search.member.shown_as,
        "lead": presenters.out_text(search, who.on),
        "search": search,
        "form": None if search.found_on else form,
        "left": terms.listed(str(names[word]) for word in left),
        "steps": [presenters.step_event(step) for step in queries.steps(search)],
        "found": terms.said_day(search.found_on) if search.found_on else "",
        "breadcrumbs": trail(request, search.unit, search.member.shown_as),
    }
    return render(request, "care/search.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@desk_page
def found(request: HttpRequest, key: str) -> HttpResponse:
    """The member was reached again."""
    search = _found(request, key)
    with saying_refusals(request):
        searches.found(search=search, on=viewer(request).on, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Found again. Nothing is held against the member."))
    return redirect("unit_care", code=search.unit.code)


def _found(request: HttpRequest, key: str) -> Search:
    rules()
    mine = Search.objects.filter(unit__in=covered(request).order_by().values("pk"))
    return get_object_or_404(mine.select_related("member__unit", "unit"), key=key)

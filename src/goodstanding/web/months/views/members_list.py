"""The list of a unit's members: who they are, and to those with the duty how often they came and their total."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodstanding.access import scope
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.models import RecordView, Standing, Unit
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.months import member_overview, runs
from goodstanding.queries.people import members as member_queries
from goodstanding.queries.people import search
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.months.presenters import members_list as roster_presenters
from goodstanding.web.people import record_views
from goodstanding.web.people.forms import members as member_forms
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import desk_page, viewer
from goodstanding.web.shell.presenters import tables, terms

_A_PAGE = 50


@require_safe
@desk_page
def roster(request: HttpRequest, code: str) -> HttpResponse:
    """Who is in a unit."""
    who = viewer(request)
    unit = get_object_or_404(scope.units(who, Allowed.SEE_ROSTER), code=code)
    form = member_forms.FilterRoster(request.GET or None, classes=terms.choices(the_scheme().classes))
    shows_figures = who.may(Allowed.SEE_RATING, unit)
    rows, columns = member_queries.roster(who, unit), roster_presenters.columns(shows_figures)
    if shows_figures:
        rows = _with_totals(rows, unit)
    if form.is_valid():
        rows = _narrowed(rows, form.cleaned_data, who)
    rows = rows.order_by(*tables.order_of(columns, request.GET, ("initials", "number")))
    page = Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))
    record_views.leave(request, page.object_list, RecordView.How.LIST, Allowed.SEE_ROSTER)
    # The rating of a floating member whom the unit hosts is for the unit where they belong.
    own = [member for member in page if member.unit_id == unit.pk]
    figures = member_overview.figures_of(own, the_scheme(), who.on) if shows_figures else {}
    heads = tables.head(columns, request.GET)
    context = {
        "title": _("Members"),
        "unit": unit,
        "page": page,
        "caption": _("Members of %(unit)s") % {"unit": unit.name},
        "columns": heads,
        "sorts": [head for head in heads if head["sort_url"]],
        "rows": [roster_presenters.row(member, columns, figures.get(member.pk)) for member in page],
        "form": form,
        "breadcrumbs": unit_presenters.trail_to(who, unit, _("Members")),
        "may_enrol": who.may(Allowed.CHANGE_MEMBER, unit) and unit.closed_on is None,
        "may_record": who.may(Allowed.RECORD_FACT, unit),
        "may_invite": who.may(Allowed.INVITE, unit),
        "export_url": f"{reverse('roster_export', args=[code])}{_filters(form)}"
        if who.may(Allowed.EXPORT_ROSTER, unit)
        else "",
        "import_url": reverse("roster_import", args=[code])
        if who.may(Allowed.IMPORT_ROSTER, unit) and unit.closed_on is None
        else "",
    }
    return render(request, "people/members/roster.html", context)


def _with_totals(rows: Any, unit: Unit) -> Any:
    """With the total of the unit's own members in the month published last, by which the list can be sorted."""
    lines = Standing.objects.filter(run=runs.latest(), member=OuterRef("pk"), member__unit=unit)
    return rows.annotate(latest_total=Subquery(lines.values("total")[:1]))


def _filters(form: member_forms.FilterRoster) -> str:
    """What the list is narrowed down to, for an export of the same members."""
    chosen = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    return f"?{urlencode(chosen)}" if chosen else ""


def _narrowed(rows: Any, data: dict[str, str], who: Any) -> Any:
    if data["q"].strip():
        found = search.members(who, data["q"]).order_by().values("pk")
        rows = rows.filter(pk__in=found)
    if data["word"]:
        rows = rows.filter(valid_on(who.on, "classes__"), classes__word=data["word"])
    return rows

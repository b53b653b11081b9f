"""The members of a branch and the page of one: who is behind and why, as far as the duty lets it be seen."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access import scope
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import month_of
from goodstanding.models import Member, RecordView, Standing, Unit
from goodstanding.models.valid_time import valid_on
from goodstanding.queries.attendance import attended
from goodstanding.queries.months import runs
from goodstanding.queries.months.member_overview import last_talks, member_overview, missed_meetings
from goodstanding.queries.people import members as member_queries
from goodstanding.queries.people import search
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.months.presenters import attendance as attendance_presenters
from goodstanding.web.months.presenters import member_list as list_presenters
from goodstanding.web.months.presenters import member_overview as overview_presenters
from goodstanding.web.people import member_record, record_views
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
    rated = who.may(Allowed.SEE_RATING, unit)
    rows, columns = member_queries.roster(who, unit), list_presenters.columns(rated=rated)
    if rated:
        rows = _with_totals(rows, unit)
    if form.is_valid():
        rows = _narrowed(rows, form.cleaned_data, who)
    rows = rows.order_by(*tables.order_of(columns, request.GET, ("initials", "number")))
    page = Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))
    record_views.leave(request, page.object_list, RecordView.How.LIST, Allowed.SEE_ROSTER)
    context = {
        "title": _("Members"),
        "unit": unit,
        "page": page,
        "caption": _("Members of %(unit)s") % {"unit": unit.name},
        "columns": tables.head(columns, request.GET),
        "rows": list_presenters.rows(page, _known_of(list(page), unit, who) if rated else None),
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


def _known_of(members: Sequence[Member], unit: Unit, who: Viewer) -> list_presenters.Known:
    """Of the unit's own members; the rating of a floating one whom it hosts is for the unit where they belong."""
    own, scheme = [member.pk for member in members if member.unit_id == unit.pk], the_scheme()
    missed, talks = missed_meetings(own, month_of(who.on), scheme), last_talks(own, scheme)
    return list_presenters.Known(frozenset(own), missed, talks)


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


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def record(request: HttpRequest, key: str) -> HttpResponse:
    """A member's record: where they stand and why, then who they are. It opens once the visitor has said what for in
    this visit, and leaves a line that the member can read."""
    who = viewer(request)
    member = get_object_or_404(member_queries.with_classes(member_queries.record(who), who.on), key=key)
    if member.pk == who.member_id:
        return redirect("my_data")
    if (question := record_views.question(request, member, member_record.trail(who, member))) is not None:
        return question
    record_views.leave(request, [member], RecordView.How.PAGE, Allowed.SEE_MEMBER)
    context = member_record.record(request, member) | _overview(member, who)
    return render(request, "months/member_record.html", context)


def _overview(member: Member, who: Viewer) -> dict[str, Any]:
    """What the duty needs of their rating; nothing for those who may not see it."""
    if member.unit is None or not who.may(Allowed.SEE_RATING, member.unit):
        return {"overview": None}
    records = who.may(Allowed.RECORD_FACT, member.unit)
    return {
        "overview": overview_presenters.overview(member_overview(member, who.on), records=records),
        "attendance": attendance_presenters.figure(attended.by_month([member.pk], month_of(who.on), the_scheme())),
        "record_url": f"{reverse('fact_record', args=[member.unit.code])}?who={member.key}" if records else "",
    }

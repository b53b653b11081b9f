"""Units: the tree, a unit's page, its history, and what can become of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access import meeting_hosts, named_offices, office_grants, scope
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions.people import units
from goodstanding.engine.period import first_day, month_of, window_of
from goodstanding.models import Post, RecordView, Unit
from goodstanding.queries.people import head_counts, members
from goodstanding.queries.people import units as unit_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.people import record_views
from goodstanding.web.people.forms import units as unit_forms
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import action_page
from goodstanding.web.shell.presenters import terms


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The viewer's part of the tree, from its top."""
    who = viewer(request)
    check(who, Allowed.SEE_UNIT)
    return render(request, "people/units/overview.html", {"title": _("Units"), "nodes": _tops(who, "")})


@require_safe
@desk_page
def tree(request: HttpRequest) -> HttpResponse:
    """The same as a fragment, for the pane beside pages."""
    return render(request, "parts/tables/tree.html", {"nodes": _tops(viewer(request), request.GET.get("current", ""))})


@require_safe
@desk_page
def children(request: HttpRequest, code: str) -> HttpResponse:
    """The units right below, as a fragment."""
    unit = _visible(request, code)
    return render(
        request,
        "parts/tables/tree.html",
        {"nodes": _nodes(viewer(request), unit_queries.children(unit)), "nested": True},
    )


@require_safe
@desk_page
def page(request: HttpRequest, code: str) -> HttpResponse:
    """A unit: its size, its people in office, what is below it and what can be done."""
    who, unit = viewer(request), _visible(request, code)
    below = unit_queries.children(unit)
    sizes = unit_queries.seen_below(who, [unit, *below])
    size, own = sizes.get(unit.path), unit_queries.seen_here(who, unit)
    context = {
        "title": unit.name,
        "unit": unit,
        "lead": f"{terms.level(unit.level)} · {terms.unit_type(unit.type)} · {unit.code}",
        "breadcrumbs": unit_presenters.trail_to(who, unit),
        "size": size,
        "members": terms.counted(size.members if size else 0),
        "own_members": terms.counted(own),
        "hides": (size is not None and size.members is None) or own is None,
        "below": [unit_presenters.node(unit, sizes.get(unit.path)) for unit in below],
        "offices": [_office(who, post) for post in unit_queries.posts(unit, who.on)],
        "see_roster": who.may(Allowed.SEE_ROSTER, unit),
        "see_figures": who.may(Allowed.SEE_FIGURES, unit),
        "may_record": who.may(Allowed.RECORD_FACT, unit),
        "may_assign": who.may(Allowed.ASSIGN, unit) and unit.closed_on is None,
        "counts_requests": the_scheme().burden is not None and unit.closed_on is None and who.may(Allowed.ASSIGN, unit),
        "may_open_file": _opens_files(who, unit),
        "may_open_case": _opens_cases(who, unit),
        "may_hold": meeting_hosts.holds_here(who, unit, the_scheme()),
        "can": _what_can_be_done(who, unit),
        "grantable": office_grants.grantable(who, unit),
        "closed": terms.day(unit.closed_on),
    }
    return render(request, "people/units/page.html", context)


def _opens_cases(who: Viewer, unit: Unit) -> bool:
    """Whether the viewer opens cases about the unit."""
    rules = the_scheme().cases
    return rules is not None and unit.closed_on is None and named_offices.may_answer(who, unit, rules.opened_by)


def _opens_files(who: Viewer, unit: Unit) -> bool:
    """Whether the viewer opens accountability files about the unit, which only an office over it does."""
    rule = the_scheme().accountability
    held = named_offices.held(who, rule.opened_by) if rule and unit.closed_on is None else []
    return any(office.covers(unit) and office.unit_id != unit.pk for office in held)


@require_safe
@desk_page
def figures_of(request: HttpRequest, code: str) -> HttpResponse:
    """How many members there were each month and what they are classed as: a fragment, as it takes a moment."""
    who, unit = viewer(request), _visible(request, code)
    check(who, Allowed.SEE_FIGURES, unit)
    guarded = not who.may(Allowed.SEE_ROSTER, unit)
    classed = head_counts.by_class(unit, who.on, list(the_scheme().classes), guarded=guarded)
    most = max((figure.count or 0 for figure in classed), default=0) or 1
    months = _months(unit, who, guarded)
    context = {
        "unit": unit,
        "figure": unit_presenters.figure(months),
        "bars": [
            {
                "label": terms.member_class(figure.label),
                "percent": round(100 * (figure.count or 0) / most),
                "text": terms.counted(figure.count),
            }
            for figure in classed
        ],
        "classes": bool(classed),
        "hides": any(figure.count is None for figure in [*classed, *months]),
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "people/units/figures.html", context)
    title = _("Figures")
    trail = unit_presenters.trail_to(who, unit, title)
    return render(
        request, "people/units/figures_page.html", context | {"title": title, "breadcrumbs": trail, "lead": unit.name}
    )


@require_safe
@desk_page
def history(request: HttpRequest, code: str) -> HttpResponse:
    """What became of a unit, and what it was called and where it stood on a day."""
    who, unit = viewer(request), _visible(request, code)
    asked = _day(request.GET.get("on"))
    then = unit_queries.chain_on(unit, asked) if asked else []
    context = {
        "title": _("History"),
        "unit": unit,
        "breadcrumbs": unit_presenters.trail_to(who, unit, _("History")),
        "events": [unit_presenters.event(change) for change in unit_queries.changes(unit)],
        "asked": asked,
        "then": then,
        "below_then": [unit_queries.name_on(child, asked) for child in unit_queries.children_on(unit, asked)]
        if asked
        else [],
    }
    return render(request, "people/units/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def create(request: HttpRequest, code: str) -> HttpResponse:
    """A new unit right below."""
    who, parent, scheme = viewer(request), _changeable(request, code), the_scheme()
    form = unit_forms.CreateUnit(
        request.POST or None,
        levels=terms.levels_below(scheme, parent.level),
        types=terms.choices(scheme.unit_types),
        today=who.on,
    )
    return _form(
        request,
        parent,
        form,
        _("Open a unit below"),
        _("The unit has been opened."),
        lambda data: units.create(parent=parent, scheme=scheme, by=who, at=now(), **data),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """Another name from a day on."""
    who, unit = viewer(request), _changeable(request, code)
    form = unit_forms.RenameUnit(request.POST or None, initial={"name": unit.name, "on": who.on})
    return _form(
        request,
        unit,
        form,
        _("Rename"),
        _("The unit has its new name."),
        lambda data: units.rename(unit=unit, by=who, at=now(), **data),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Below another unit from a day on."""
    title, done = _("Move below another unit"), _("The unit has been moved. Its history stays where it was.")
    return _into_another(request, code, title, done, lambda unit, to, more: units.move(unit=unit, to=to, **more))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Into another unit, with all members."""
    title, done = _("Merge into another unit"), _("The units have been merged.")
    return _into_another(request, code, title, done, lambda unit, into, more: units.merge(unit=unit, into=into, **more))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def split(request: HttpRequest, code: str) -> HttpResponse:
    """A new unit beside, with some of the members."""
    who, unit = viewer(request), _changeable(request, code)
    among = members.on_roster(who).filter(unit=unit).order_by("initials", "number")
    record_views.leave(request, among, RecordView.How.LIST, Allowed.SEE_ROSTER)
    form = unit_forms.SplitUnit(request.POST or None, members=among, initial={"on": who.on})
    return _form(
        request,
        unit,
        form,
        _("Split"),
        _("The new unit has been opened beside this one."),
        lambda data: units.split(
            unit=unit, **(data | {"members": list(data["members"])}), scheme=the_scheme(), by=who, at=now()
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def close(request: HttpRequest, code: str) -> HttpResponse:
    """The end of an empty unit."""
    who, unit = viewer(request), _changeable(request, code)
    form = unit_forms.CloseUnit(request.POST or None, initial={"on": who.on})
    return _form(
        request,
        unit,
        form,
        _("Close"),
        _("The unit is closed. Its history can still be read."),
        lambda data: units.close(unit=unit, by=who, at=now(), **data),
    )


def _office(who: Viewer, post: Post) -> dict[str, Any]:
    endable = Post.Role(post.role) in office_grants.grantable(who, post.unit) and post.until_on is None
    return unit_presenters.post_line(post) | {
        "key": post.key,
        "end_url": reverse("post_end", args=[post.key]) if endable else "",
    }


def _visible(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(unit_queries.units(viewer(request)), code=code)


def _changeable(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(scope.units(viewer(request), Allowed.CHANGE_UNIT), code=code, closed_on=None)


def _form(request: HttpRequest, unit: Unit, form: Any, title: str, done: str, action: Any) -> HttpResponse:
    trail = unit_presenters.trail_to(viewer(request), unit, title)
    to = unit_presenters.address(unit)
    return action_page(request, form, action, title=title, lead=unit.name, done=done, to=to, trail=trail)


def _into_another(
    request: HttpRequest, code: str, title: str, done: str, act: Callable[[Unit, Unit, dict[str, Any]], None]
) -> HttpResponse:
    """A page where another unit is chosen. act: is given the unit, the other one, and what else it takes."""
    who, unit = viewer(request), _changeable(request, code)
    among = scope.units(who, Allowed.CHANGE_UNIT).filter(closed_on=None)
    form = unit_forms.ElsewhereForm(request.POST or None, among=among, initial={"on": who.on})

    def action(data: dict[str, Any]) -> None:
        more = {"on": data["on"], "reason": data["reason"], "scheme": the_scheme(), "by": who, "at": now()}
        act(unit, data["code"], more)

    return _form(request, unit, form, title, done, action)


def _tops(who: Viewer, current: str) -> list[dict[str, Any]]:
    tops = unit_queries.tops(who)
    nodes = _nodes(who, tops, current)
    if len(tops) == 1:
        # Nobody wants to open the one line there is.
        nodes[0] |= {"expanded": True, "children": _nodes(who, unit_queries.children(tops[0]), current)}
    return nodes


def _nodes(who: Viewer, units: list[Unit], current: str = "") -> list[dict[str, Any]]:
    sizes = unit_queries.seen_below(who, units)
    return [unit_presenters.node(unit, sizes.get(unit.path), current=current) for unit in units]


def _what_can_be_done(who: Viewer, unit: Unit) -> list[dict[str, str]]:
    if unit.closed_on is not None:
        return []
    # The top of the tree goes nowhere, and of one member nobody can be split off.
    below_top, several = unit.depth > 1, unit.members_here > 1
    links = [
        ("unit_create", _("Open a unit below"), "plus", Allowed.CHANGE_UNIT, True),
        ("unit_rename", _("Rename"), "edit", Allowed.CHANGE_UNIT, True),
        ("unit_move", _("Move below another unit"), "transfer", Allowed.CHANGE_UNIT, below_top),
        ("unit_merge", _("Merge into another unit"), "branch", Allowed.CHANGE_UNIT, below_top),
        ("unit_split", _("Split"), "tree", Allowed.CHANGE_UNIT, below_top and several),
        ("unit_close", _("Close"), "close", Allowed.CHANGE_UNIT, below_top),
        ("roster_import", _("Import members"), "import", Allowed.IMPORT_ROSTER, True),
        ("roster_export", _("Export members"), "export", Allowed.EXPORT_ROSTER, True),
    ]
    return [
        {"url": reverse(name, args=[unit.code]), "label": label, "icon": icon}
        for name, label, icon, needed, possible in links
        if possible and who.may(needed, unit)
    ]


def _months(unit: Unit, who: Viewer, guarded: bool) -> list[head_counts.Figure]:
    found = head_counts.by_month(unit, _month_firsts(who.on), guarded=guarded)
    return [head_counts.Figure(figure.label[:7], figure.count) for figure in found]


def _month_firsts(today: date) -> list[date]:
    return [*(first_day(month) for month in window_of(month_of(today))[:-1]), today]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return timezone.localdate()

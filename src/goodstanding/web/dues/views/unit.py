"""Dues of the month of a unit: who has paid, one tap for each, everyone else, and the totals posted."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access.permissions import Permission
from goodstanding.actions.dues import payments, publications, reminders
from goodstanding.engine.period import month_of, month_text
from goodstanding.models import RecordView, Unit
from goodstanding.queries.dues import dues, reliefs, statements
from goodstanding.queries.people.namesakes import apart_anywhere, tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.dues import pages
from goodstanding.web.dues.presenters import dues as presenters
from goodstanding.web.dues.presenters import waiting
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import saying_refusals
from goodstanding.web.shell.presenters import terms

_MOST, _UNITS = 50, 60


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """What waits for the viewer, and their units; straight to the branch, if that is one."""
    pages.rules_or_404()
    who = viewer(request)
    found = list(dues.units(who)[: _UNITS + 1])
    if not found:
        raise Http404
    if len(found) == 1:
        return redirect("unit_dues", code=found[0].code)
    proposed = apart_anywhere(reliefs.waiting(who)[:_MOST], lambda row: row.member)
    record_views.leave(request, [one.member for one in proposed], RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": presenters.title(),
        "waiting": [waiting.relief_waiting(one) for one in proposed],
        "units": [_unit_entry(unit) for unit in found[:_UNITS]],
    }
    return render(request, "dues/overview.html", context)


def _unit_entry(unit: Unit) -> dict[str, Any]:
    return {"url": reverse("unit_dues", args=[unit.code]), "icon": "branch", "label": unit.name, "detail": unit.code}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, code: str) -> HttpResponse:
    """One unit's month. With POST: a payment, everyone else's, the totals, or a notice to members without an amount."""
    unit, month = pages.unit_of(request, code), pages.month_in(request)
    if request.method == "POST":
        _act(request, unit, month)
        address = reverse("unit_dues", args=[code])
        is_running = month == month_of(viewer(request).on)
        return redirect(address if is_running else f"{address}?month={month_text(month)}")
    return render(request, "dues/unit.html", _context(request, unit, month))


def _act(request: HttpRequest, unit: Unit, month: int) -> None:
    deeds = {"paid": _paid, "post": _post, "ask": _ask}
    do = request.POST.get("do", "")
    if do not in deeds:
        raise Http404
    with saying_refusals(request):
        deeds[do](request, unit, month)


def _paid(request: HttpRequest, unit: Unit, month: int) -> None:
    rows = request.POST.getlist("row")
    count = payments.pay_rest(unit=unit, month=month, rows=rows, scheme=the_scheme(), by=viewer(request), at=now())
    told = ngettext("%(count)s payment is booked.", "%(count)s payments are booked.", count) % {"count": count}
    messages.success(request, told if count else _("Nothing was left to book."))
    if dues.of_month(unit, month).filter(member=viewer(request).member_id, open__gt=0, key__in=rows).exists():
        messages.warning(request, pages.booked_by_another(request, unit))


def _post(request: HttpRequest, unit: Unit, month: int) -> None:
    publications.post(unit=unit, month=month, scheme=the_scheme(), by=viewer(request), at=now())
    messages.success(request, _("The totals are posted to the members of %(unit)s.") % {"unit": unit.name})


def _ask(request: HttpRequest, unit: Unit, month: int) -> None:
    del month
    count = reminders.ask_amounts(unit=unit, scheme=the_scheme(), by=viewer(request), at=now())
    told = ngettext("%(count)s member is asked.", "%(count)s members are asked.", count) % {"count": count}
    messages.success(request, told if count else _("All of them were asked today."))


def _context(request: HttpRequest, unit: Unit, month: int) -> dict[str, Any]:
    who, rules = viewer(request), pages.rules_or_404()
    rows, without = list(dues.of_month(unit, month)), list(dues.without_base(unit))
    tell_apart([*(row.member for row in rows), *without])
    record_views.leave(request, [*(row.member for row in rows), *without], RecordView.How.LIST, Permission.SEE_ROSTER)
    others = [row for row in rows if row.open and row.member_id != who.member_id]
    own = next((row for row in rows if row.open and row.member_id == who.member_id), None)
    running = month_of(who.on)
    found = dues.totals(unit, month)
    posted = dues.published(unit, month) if rules.public else None
    return {
        "title": presenters.of_month(month),
        "lead": unit.name,
        "unit": unit,
        "breadcrumbs": pages.trail(request, unit),
        "open_lines": [presenters.desk_line(row, who.on) for row in others],
        "open_sum": presenters.yuan(sum(row.open for row in others)),
        "own_line": presenters.desk_line(own, who.on) | {"booked_by": pages.booked_by_another(request, unit)}
        if own
        else None,
        "settled": [presenters.desk_line(row, who.on) for row in rows if not row.open],
        "without": [_without(one) for one in without],
        "figures": presenters.figures(found) if found.members else [],
        "is_posted": posted is not None
        and (posted.owed, posted.paid, posted.waived) == (found.owed, found.paid, found.waived),
        "posted": _posted(posted),
        "may_post": rules.public is not None and month in dues.publishable(unit, who.on),
        "months": _months(unit, month, running),
        "arrears": len(dues.arrears(unit, who.on)),
        "lines": statements.waiting_in(unit).count(),
        "may_import": True,
    }


def _without(member: Any) -> dict[str, Any]:
    return {"url": reverse("dues_amount", args=[member.key]), "icon": "person", "label": member.shown_as,
            "detail": _("No amount is set yet"), "deed": _("Set it")}  # fmt: skip


def _posted(posted: Any) -> str:
    if posted is None:
        return ""
    told = {"paid": presenters.yuan(posted.paid), "day": terms.said_day(posted.on), "name": posted.by.shown_name}
    return _("Posted on %(day)s by %(name)s: %(paid)s collected.") % told


def _months(unit: Unit, month: int, running: int) -> list[dict[str, str]]:
    """The ways to the month before and after."""
    address = reverse("unit_dues", args=[unit.code])
    ways = [(month - 1, "arrow-left")] + ([(month + 1, "chevron-right")] if month < running else [])
    return [
        {"url": f"{address}?month={month_text(one)}", "label": terms.month(one, with_year=True), "icon": icon}
        for one, icon in ways
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def arrears(request: HttpRequest, code: str) -> HttpResponse:
    """Who owes something for months that are over; reminders, and nothing more. With POST: the reminders."""
    unit, who, rules = pages.unit_of(request, code), viewer(request), pages.rules_or_404()
    if request.method == "POST":
        with saying_refusals(request):
            count = reminders.remind(
                unit=unit, month=month_of(who.on) - 1, scheme=the_scheme(), by=who, at=now(),
                number=request.POST.get("number", ""),
            )  # fmt: skip
            told = ngettext("%(count)s member is reminded.", "%(count)s members are reminded.", count)
            messages.success(request, told % {"count": count} if count else _("Reminded today already."))
        return redirect("dues_arrears", code=code)
    found = dues.arrears(unit, who.on)
    tell_apart([line.member for line in found])
    record_views.leave(request, [line.member for line in found], RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": _("Arrears"),
        "lead": unit.name,
        "unit": unit,
        "breadcrumbs": pages.trail(request, unit, (_("Arrears"), "")),
        "lines": [presenters.arrears_line(line, rules.show_after, who.on) for line in found],
        "sum": presenters.yuan(sum(line.fen for line in found)),
    }
    return render(request, "dues/arrears.html", context)

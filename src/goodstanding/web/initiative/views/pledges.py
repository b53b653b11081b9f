"""Pledges at the desk: one with its items to confirm, and those on paper typed in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access.permissions import Permission
from goodstanding.actions.initiative import pledge_items, pledges
from goodstanding.models import Pledge, PledgeItem, RecordView
from goodstanding.models.initiative.moves import ITEM_OPEN, ItemMove, ItemState
from goodstanding.queries.initiative import pledges as queries
from goodstanding.queries.people.namesakes import apart_at_home
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.initiative.desk_pages import members_of, trail, unit_of
from goodstanding.web.initiative.forms.initiative import ItemForm, PaperPledgeForm, ReportForm
from goodstanding.web.initiative.presenters import initiative as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, form_page, saying_refusals
from goodstanding.web.shell.presenters import terms


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One pledge: confirmed with one tap, or item by item; and what the member said, written down."""
    pledge, who = _found(request, key), viewer(request)
    is_own = pledge.member_id == who.member_id
    if request.method == "POST" and not is_own:
        item = pledge.items.filter(key=request.POST.get("item", "")).first()
        if item is None:
            return _all(request, pledge)
        form: Any = _form(request, item)
        if attempt(form, lambda data: _act(request, item, data)):
            messages.success(request, _("Recorded. The member is notified."))
            return redirect("pledge", key=key)
        return _shown(request, pledge, {item.key: form}, status=422)
    return _shown(request, pledge, {})


def _all(request: HttpRequest, pledge: Pledge) -> HttpResponse:
    with saying_refusals(request):
        count = pledge_items.fulfil_reported(pledge=pledge, scheme=the_scheme(), by=viewer(request), at=now())
        told = ngettext("%(count)s item confirmed.", "%(count)s items confirmed.", count) % {"count": count}
        messages.success(request, told)
    return redirect("pledge", key=pledge.key)


def _form(request: HttpRequest, item: PledgeItem) -> ItemForm | ReportForm:
    prefix = f"i{item.number}r{item.revision}"
    if request.POST.get("do") == "report":
        return ReportForm(request.POST, prefix=f"{prefix}report")
    return ItemForm(request.POST, prefix=prefix, item=item)


def _act(request: HttpRequest, item: PledgeItem, data: dict[str, Any]) -> None:
    common: dict[str, Any] = {"item": item, "scheme": the_scheme(), "by": viewer(request), "at": now()}
    if "words" in data:
        pledge_items.report(words=data["words"], **common)
    else:
        pledge_items.decide(move=ItemMove(data["move"]), reason=data["reason"], **common)


def _shown(request: HttpRequest, pledge: Pledge, bound: dict[str, Any], *, status: int = 200) -> HttpResponse:
    who, member, unit = viewer(request), pledge.member, pledge.member.unit
    assert unit is not None, "it is found by the unit of its member"
    record_views.leave(request, [member], RecordView.How.LIST, Permission.SEE_ROSTER)
    apart_at_home([member])
    is_open = pledge.state == Pledge.State.REGISTERED and member.pk != who.member_id
    lines = []
    for item in queries.items(pledge):
        prefix, form = f"i{item.number}r{item.revision}", bound.get(item.key)
        decide = form if isinstance(form, ItemForm) else ItemForm(prefix=prefix, item=item)
        report = form if isinstance(form, ReportForm) else ReportForm(prefix=f"{prefix}report")
        lines.append(
            presenters.item_entry(item)
            | {
                "decide": decide if is_open else None,
                "report": report if is_open and item.state in ITEM_OPEN else None,
                "is_bound": isinstance(form, ItemForm),
                "is_reporting": isinstance(form, ReportForm),
                "said": _said(item),
            }
        )
    reported = sum(line["item"].state == ItemState.REPORTED for line in lines)
    every = ngettext("Confirm the reported item", "Confirm all %(count)s reported items", reported)
    title = f"{presenters.pledge_title(the_scheme())} · {terms.period(pledge.period, with_year=True)}"
    context = {
        "title": member.shown_as,
        "lead": title,
        "pledge": pledge,
        "state": pledge.get_state_display() if pledge.state == Pledge.State.WITHDRAWN else "",
        "lines": lines,
        "confirm_all": every % {"count": reported} if reported and is_open else "",
        "may_withdraw": is_open,
        "steps": presenters.steps(queries.steps(pledge), with_items=True),
        "breadcrumbs": trail(request, unit, _("Initiative"), member.shown_as),
    }
    return render(request, "initiative/pledge.html", context, status=status)


def _said(item: PledgeItem) -> str:
    """What the member said last of an item."""
    last = item.steps.filter(what="reported").order_by("-pk").first()
    return last.words if last else ""


@require_POST
@desk_page
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a pledge back that was registered by mistake, with all that it left."""
    pledge = _found(request, key)
    with saying_refusals(request):
        reason = request.POST.get("reason", "")
        pledges.withdraw(pledge=pledge, reason=reason, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Taken back, with the entries that it left."))
    return redirect("pledge", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def on_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Types in a pledge from paper."""
    scheme, rule = the_scheme(), queries.rule_of(the_scheme())
    if rule is None:
        raise Http404
    unit = unit_of(request, code, frozenset(rule.confirmed_by))
    members = members_of(unit)
    record_views.leave(request, members, RecordView.How.LIST, Permission.SEE_ROSTER)
    initial = {"on": viewer(request).on}
    form = PaperPledgeForm(request.POST or None, rule=rule, members=members, initial=initial)

    def act(data: dict[str, Any]) -> None:
        pledges.make(
            member=data["member"], texts=form.texts(), on=data["on"], scheme=scheme, by=viewer(request), at=now()
        )

    title = _("Type in a pledge from paper")
    context: dict[str, Any] = {"title": title, "lead": unit.name, "submit_label": _("Register it")}
    context |= {"breadcrumbs": trail(request, unit, _("Initiative"), title)}
    to = reverse("unit_initiative", args=[code])
    return form_page(request, form, act, done=_("Registered."), to=to, context=context)


def _found(request: HttpRequest, key: str) -> Pledge:
    return get_object_or_404(queries.at_desk(viewer(request), the_scheme()), key=key)

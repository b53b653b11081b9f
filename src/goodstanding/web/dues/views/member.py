"""The dues of one member at the desk: months, payments, another amount, and a payment taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodstanding.access.permissions import Permission
from goodstanding.actions.dues import bases, overdue, payments
from goodstanding.engine.period import month_of
from goodstanding.models import Member, RecordView
from goodstanding.models.dues.moves import ReliefState
from goodstanding.models.public_id import new_key
from goodstanding.queries.dues import dues
from goodstanding.queries.dues import overdue as overdue_queries
from goodstanding.queries.dues import reliefs as relief_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.dues import pages
from goodstanding.web.dues.forms.dues import PaperAmountForm, PaymentForm
from goodstanding.web.dues.presenters import dues as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, form_page, saying_refusals
from goodstanding.web.shell.presenters import terms


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One member: what is open, what was paid. With POST: a payment, or one taken back."""
    member = pages.member_of(request, key)
    deeds = {"reverse": _reverse, "overdue": _overdue}
    if deed := deeds.get(request.POST.get("do", "")):
        return deed(request, member)
    consented, month = dues.consents(member), month_of(viewer(request).on)
    last = dues.last_payable(month, pages.rules_or_404(), consented=consented)
    open_now = dues.open_sum(member, month)
    form = PaymentForm(
        request.POST or None, initial={"fen": open_now or None, "on": viewer(request).on, "form": new_key()}
    )

    def pay(data: dict[str, Any]) -> None:
        payments.pay(
            member=member, fen=data["fen"] or 0, way=payments.Way(data["way"]), once=f"form:{data['form']}",
            scheme=the_scheme(), by=viewer(request), at=now(), on=data["on"],
        )  # fmt: skip

    if request.method == "POST" and attempt(form, pay):
        messages.success(request, _("The payment is booked."))
        return redirect("dues_member", key=key)
    record_views.leave(request, [member], RecordView.How.PAGE, Permission.SEE_ROSTER)
    context = _context(request, member) | {
        "form": form,
        "is_open": bool(form.errors),
        "open_now": presenters.yuan(open_now) if open_now else "",
        "ahead": terms.month(last, with_year=True) if last > month else "",
    }
    return render(request, "dues/member.html", context, status=422 if request.method == "POST" else 200)


def _context(request: HttpRequest, member: Member) -> dict[str, Any]:
    assert member.unit is not None, "a member at the desk is in a unit"
    who, base = viewer(request), dues.newest_base(member)
    found = list(relief_queries.of_member(member))
    return {
        "title": member.shown_as,
        "lead": f"{presenters.title()} · {member.unit.name}",
        "member": member,
        "breadcrumbs": pages.trail(request, member.unit, (member.shown_as, "")),
        "base": presenters.yuan(base.fen) if base else "",
        "booked_by": pages.booked_by_another(request, member.unit) if member.pk == who.member_id else "",
        "confirmed": terms.said_day(base.on) if base else "",
        "rows": [presenters.own_line(row, who.on) for row in dues.rows_of(member)[:24]],
        "receipts": [presenters.receipt(one) for one in dues.payments(member)[:24]],
        "overdue": _overdue_months(request, member),
        "reliefs": [presenters.relief_entry(one) for one in found],
        "may_propose": member.pk != who.member_id
        and base is not None
        and not any(one.state == ReliefState.PROPOSED for one in found),
    }


def _overdue_months(request: HttpRequest, member: Member) -> list[dict[str, str]]:
    """The months that the viewer can record as overdue."""
    who = viewer(request)
    if member.pk == who.member_id or not who.may(Permission.RECORD_FACT, member.unit):
        return []
    found = overdue_queries.recordable(member, pages.rules_or_404(), who.on)
    return [presenters.overdue_month(row) for row in found]


def _overdue(request: HttpRequest, member: Member) -> HttpResponse:
    rows = dues.open_rows(member).select_related("member__unit", "unit")
    row = get_object_or_404(rows, key=request.POST.get("month"))
    with saying_refusals(request):
        reason = request.POST.get("reason", "")
        overdue.record(row=row, reason=reason, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Recorded. The member is notified, and can object."))
    return redirect("dues_member", key=member.key)


def _reverse(request: HttpRequest, member: Member) -> HttpResponse:
    payment = get_object_or_404(dues.payments(member).select_related("member__unit"), key=request.POST.get("payment"))
    with saying_refusals(request):
        payments.reverse(
            payment=payment, reason=request.POST.get("reason", ""), scheme=the_scheme(), by=viewer(request), at=now()
        )
        messages.success(request, _("The payment is taken back. What it paid is open again."))
    return redirect("dues_member", key=member.key)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def amount(request: HttpRequest, key: str) -> HttpResponse:
    """The amount a month, as the member said or wrote it."""
    member = pages.member_of(request, key)
    assert member.unit is not None, "a member at the desk is in a unit"
    form = PaperAmountForm(
        request.POST or None, bands=pages.band_choices(member, viewer(request).on), initial={"on": viewer(request).on}
    )

    def act(data: dict[str, Any]) -> None:
        bases.set_amount(member=member, scheme=the_scheme(), by=viewer(request), at=now(), **data)

    record_views.leave(request, [member], RecordView.How.PAGE, Permission.SEE_ROSTER)
    title = _("Set the amount a month")
    way = ((member.shown_as, reverse("dues_member", args=[key])), (title, ""))
    context = {"title": title, "lead": member.shown_as, "submit_label": _("Set it"), "keep": "dues-amount"}
    context["breadcrumbs"] = pages.trail(request, member.unit, *way)  # type: ignore[assignment]
    to = reverse("unit_dues", args=[member.unit.code])
    return form_page(request, form, act, done=_("The amount is set."), to=to, context=context)

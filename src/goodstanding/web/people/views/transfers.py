"""Transfers: asked for, answered, and what came of them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access import scope
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions.people import transfers
from goodstanding.models import Consent, Member, RecordView, Transfer
from goodstanding.queries.people import transfers as transfer_queries
from goodstanding.queries.people.namesakes import name_anywhere, tell_apart
from goodstanding.web.people import record_views
from goodstanding.web.people.forms.transfers import AnswerTransfer, AskTransfer
from goodstanding.web.people.presenters import transfers as transfer_presenters
from goodstanding.web.shell.auth import desk_page, now, own_page, viewer
from goodstanding.web.shell.form_views import attempt, form_page, saying_refusals
from goodstanding.web.shell.presenters import terms


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The transfers of the units that the viewer answers for: open ones first, then those that ended."""
    who = viewer(request)
    page = Paginator(transfer_queries.ended(who), 30).get_page(request.GET.get("page"))
    waiting = list(transfer_queries.waiting(who)[:50])
    _leave(request, [transfer.member for transfer in [*waiting, *page]], RecordView.How.LIST)
    tell_apart(transfer.member for transfer in [*waiting, *page])
    context = {
        "title": _("Transfers"),
        "waiting": [transfer_presenters.entry(transfer) for transfer in waiting],
        "entries": [transfer_presenters.entry(transfer) for transfer in page],
        "page": page,
    }
    return render(request, "people/transfers/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One transfer: who has agreed, who has not answered, and the viewer's own answer."""
    who = viewer(request)
    transfer = get_object_or_404(transfer_queries.transfers(who), key=key)
    _leave(request, [transfer.member], RecordView.How.PAGE)
    sides = transfer_queries.sides_of(who, transfer)
    form = AnswerTransfer(request.POST or None, initial={"side": sides[0].value} if sides else None)
    if request.method == "POST" and attempt(form, lambda data: _answer(request, transfer, data)):
        messages.success(request, _("Your answer is recorded."))
        return redirect("transfer", key=key)
    context = {
        "title": _("Transfer"),
        "transfer": transfer,
        "shell": "phone.html" if transfer.member_id == who.member_id else "desk.html",
        "state": transfer.get_state_display(),
        "tone": transfer_presenters.TONES[transfer.state],
        "sides": transfer_presenters.sides(transfer),
        "asked": f"{transfer.asked_by.shown_name} · {terms.said_moment(transfer.asked_at)}",
        "due": terms.said_day(transfer.due_on),
        "form": form if sides else None,
        "may_withdraw": transfer.state == Transfer.State.OPEN
        and (transfer.asked_by_id == who.account.pk or transfer.member_id == who.member_id),
        "here": "me",
        "back_url": reverse("me"),
        "breadcrumbs": [
            {"label": _("Transfers"), "url": reverse("transfers")},
            {"label": name_anywhere(transfer.member), "url": ""},
        ],
    }
    return render(request, "people/transfers/page.html", context, status=422 if request.method == "POST" else 200)


def _leave(request: HttpRequest, members: list[Member], how: RecordView.How) -> None:
    record_views.leave(request, members, how, Allowed.ANSWER_TRANSFER)


def _answer(request: HttpRequest, transfer: Transfer, data: dict[str, Any]) -> None:
    side = data["side"] if data["side"] in Consent.Side.values else Consent.Side.MEMBER
    transfers.answer(
        transfer=transfer,
        side=Consent.Side(side),
        agrees=data["agrees"],
        reason=data["reason"],
        by=viewer(request),
        at=now(),
    )


@require_POST
@own_page
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Taken back by who asked, or by the member."""
    who = viewer(request)
    transfer = get_object_or_404(transfer_queries.transfers(who), key=key)
    with saying_refusals(request):
        transfers.withdraw(transfer=transfer, by=who, at=now())
        messages.success(request, _("The transfer is withdrawn."))
    return redirect("transfer", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def ask_own(request: HttpRequest) -> HttpResponse:
    """The member asks to go elsewhere."""
    member = get_object_or_404(Member.objects.exclude(unit=None), pk=viewer(request).member_id)
    context = {"shell": "phone.html", "here": "me", "back_url": reverse("me")}
    return _ask(request, member, to=reverse("me"), context=context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """A unit asks for one of its members to go elsewhere."""
    among = scope.members(viewer(request), Allowed.ANSWER_TRANSFER)
    member = get_object_or_404(among.select_related("unit"), key=key)
    if (question := record_views.question(request, member)) is not None:
        return question
    _leave(request, [member], RecordView.How.PAGE)
    way = [{"label": _("Transfers"), "url": reverse("transfers")}, {"label": name_anywhere(member), "url": ""}]
    return _ask(request, member, to=reverse("transfers"), context={"breadcrumbs": way})


def _ask(request: HttpRequest, member: Member, *, to: str, context: dict[str, Any]) -> HttpResponse:
    form = AskTransfer(request.POST or None)
    return form_page(
        request,
        form,
        lambda data: transfers.ask(member=member, to=data["code"], reason=data["reason"], by=viewer(request), at=now()),
        done=_("The transfer has been requested. Both units and the member are notified."),
        to=to,
        context={"title": _("Ask for a transfer"), "lead": name_anywhere(member), "submit_label": _("Ask")} | context,
    )

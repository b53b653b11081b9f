"""Small wishes and needs at the desk: posted, confirmed by the person helped, answered, and typed in from paper."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access.permissions import Permission
from goodstanding.actions.service import needs, wishes
from goodstanding.models import Member, RecordView, RelayedNeed, Wish
from goodstanding.models.public_id import new_key
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.service import wishes as queries
from goodstanding.web.people import record_views
from goodstanding.web.service.desk_pages import members_of, trail, unit_of
from goodstanding.web.service.forms.service import AddForm, ConfirmWishForm, PaperNeedForm, WishForm
from goodstanding.web.service.presenters import service as presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import form_page, saying_refusals
from goodstanding.web.shell.presenters import terms

State, Need = Wish.State, RelayedNeed.State


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Posts a wish; members see it at once."""
    rule = queries.rule_of(the_scheme())
    if rule is None:
        raise Http404
    unit, who = unit_of(request, code, rule.posted_by), viewer(request)
    initial = {"form": new_key(), "title": request.GET.get("title", "")[:200]}
    form = WishForm(request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> None:
        wishes.post(unit=unit, scheme=the_scheme(), by=who, at=now(), **data)

    title = _("Post a small wish")
    context: dict[str, Any] = {"title": title, "lead": unit.name, "submit_label": _("Post it"), "keep": "wish"}
    context |= {"breadcrumbs": trail(request, unit, title)}
    done = _("Posted. Members see it under My service and can claim it.")
    return form_page(request, form, act, done=done, to=reverse("unit_service", args=[code]), context=context)


@require_http_methods(["GET", "HEAD"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One wish: who has claimed it, and the word of the person helped."""
    one, who = _wish(request, key), viewer(request)
    apart_anywhere([one], lambda row: row.member)
    members = members_of(one.unit)
    shown: list[Member | None] = [one.member, *(members if one.state == State.OPEN else ())]
    record_views.leave(request, shown, RecordView.How.LIST, Permission.SEE_ROSTER)
    is_own = one.member_id is not None and one.member_id == who.member_id
    context = {
        "title": one.title,
        "lead": one.unit.name,
        "wish": one,
        "badge": one.get_state_display(),
        "tone": presenters.TONES[one.state],
        "is_own": is_own,
        "claim_form": AddForm(members=members) if one.state == State.OPEN else None,
        "confirm_form": ConfirmWishForm() if one.state in (State.CLAIMED, State.REPORTED) and not is_own else None,
        "may_return": one.state in (State.REPORTED, State.FULFILLED) and not is_own,
        "may_close": one.state in (State.OPEN, State.CLAIMED),
        "hidden": {"return": {"do": "return"}, "close": {"do": "close"}},
        "steps": presenters.steps(queries.steps_of(one), with_member=True),
        "breadcrumbs": trail(request, one.unit, one.title),
    }
    return render(request, "service/wish.html", context)


@require_POST
@desk_page
def act(request: HttpRequest, key: str) -> HttpResponse:
    """Records who claimed a wish, that the person helped confirmed it, or why it is returned or closed."""
    one, do = _wish(request, key), request.POST.get("do", "")
    common: dict[str, Any] = {"wish": one, "scheme": the_scheme(), "by": viewer(request), "at": now()}
    reason = request.POST.get("reason", "")

    def claim() -> None:
        member = get_object_or_404(members_of(one.unit), pk=_number(request.POST.get("member", "")))
        wishes.claim(member=member, **common)

    def confirm() -> None:
        how = request.POST.get("how", "")
        if how not in Wish.How.values:
            raise Http404
        wishes.confirm(how=Wish.How(how), **common)

    deeds = {
        "claim": claim,
        "confirm": confirm,
        "return": lambda: wishes.send_back(reason=reason, **common),
        "close": lambda: wishes.close(reason=reason, **common),
    }
    if do not in deeds:
        raise Http404
    done = {
        "claim": _("Recorded."),
        "confirm": _("Confirmed. It counts now."),
        "return": _("Returned."),
        "close": _("The wish is closed."),
    }
    with saying_refusals(request):
        deeds[do]()
        messages.success(request, done[do])
    return redirect("wish", key=key)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def need(request: HttpRequest, key: str) -> HttpResponse:
    """One need that a member relays: taken up in one tap, or answered why not."""
    one = get_object_or_404(queries.needs_at_desk(viewer(request), the_scheme()), key=key)
    if request.method == "POST":
        with saying_refusals(request):
            _answer(request, one)
        return redirect("need", key=key)
    apart_anywhere([one], lambda row: row.member)
    record_views.leave(request, [one.member], RecordView.How.LIST, Permission.SEE_ROSTER)
    waits = one.state == Need.WAITING
    context = {
        "title": one.title,
        "lead": f"{one.member.shown_as} · {one.unit.name}",
        "need": one,
        "badge": one.get_state_display(),
        "tone": presenters.TONES[one.state],
        "due": _("An answer is due by %(day)s") % {"day": terms.said_day(one.due_on)} if waits else "",
        "may_take_up": one.state in (Need.WAITING, Need.NOT_TAKEN_UP),
        "may_reject": one.state in (Need.WAITING, Need.TAKEN_UP),
        "may_post": one.state == Need.TAKEN_UP and queries.rule_of(the_scheme()) is not None,
        "hidden": {"do": "reject"},
        "steps": presenters.steps(queries.steps_of_need(one)),
        "breadcrumbs": trail(request, one.unit, one.title),
    }
    return render(request, "service/need.html", context)


def _answer(request: HttpRequest, one: RelayedNeed) -> None:
    common: dict[str, Any] = {"need": one, "scheme": the_scheme(), "by": viewer(request), "at": now()}
    if request.POST.get("do") == "reject":
        needs.reject(reason=request.POST.get("reason", ""), **common)
        messages.success(request, _("Answered. The member is notified."))
    else:
        needs.take_up(**common)
        messages.success(request, _("Taken up. The member is notified, and it counts."))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def need_on_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Types in a need that a member relayed on paper or in person."""
    rule = queries.need_rule_of(the_scheme())
    if rule is None:
        raise Http404
    unit, who = unit_of(request, code, rule.answered_by), viewer(request)
    members = members_of(unit)
    record_views.leave(request, members, RecordView.How.LIST, Permission.SEE_ROSTER)
    form = PaperNeedForm(request.POST or None, members=members, initial={"form": new_key(), "on": who.on})

    def act_on(data: dict[str, Any]) -> None:
        needs.relay(scheme=the_scheme(), by=who, at=now(), **data)

    title = _("Type in a need from paper")
    context: dict[str, Any] = {"title": title, "lead": unit.name, "submit_label": _("Type it in"), "keep": "need"}
    context |= {"breadcrumbs": trail(request, unit, title)}
    done, to = _("Typed in. Answer it in the list of what waits."), reverse("unit_service", args=[code])
    return form_page(request, form, act_on, done=done, to=to, context=context)


def _wish(request: HttpRequest, key: str) -> Wish:
    return get_object_or_404(queries.at_desk(viewer(request), the_scheme()), key=key)

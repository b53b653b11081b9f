"""A member's own pages, made for a phone: home, to do, check in, my record, me."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.actions import notices as notice_actions
from goodstanding.models import Member, Notice, RecordView, Transfer
from goodstanding.queries.meetings import meetings
from goodstanding.queries.months import standings
from goodstanding.queries.months.own import published
from goodstanding.queries.operations import notices
from goodstanding.queries.people import members as member_queries
from goodstanding.queries.people import transfers, viewed
from goodstanding.queries.people import units as unit_queries
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.months.own_standing import month_in, myself
from goodstanding.web.months.provenance import mark, marked
from goodstanding.web.operations.presenters import notices as notice_presenters
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import members as member_presenters
from goodstanding.web.people.presenters import transfers as transfer_presenters
from goodstanding.web.personal.presenters import standing as own_presenters
from goodstanding.web.personal.presenters.record_tabs import record_tabs
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.presenters import days, terms


def _self(who: Viewer) -> Member | None:
    return member_queries.with_classes(
        Member.objects.select_related("unit").filter(account=who.account), who.on
    ).first()


#: So many looks are a page: a telephone holds about ten.
_LOOKS = 10


@require_safe
@own_page
def home(request: HttpRequest) -> HttpResponse:
    """What matters today: what waits, where one belongs, who to turn to."""
    who = viewer(request)
    member = _self(who)
    if member is None and who.is_staff:
        return redirect("desk")
    context: dict[str, Any] = {"title": _("Home"), "here": "home", "member": member}
    context["waiting"] = _waiting(request, 3)
    context["meetings"] = _meetings(who)[:2]
    if member is not None and member.unit is not None:
        context["unit"] = member.unit
        context["classes"] = member_presenters.class_titles(member)
        context["offices"] = [
            {"label": terms.role(post.role), "value": post.account.shown_name}
            for post in unit_queries.posts(member.unit, who.on)
        ]
        context["record_views_count"] = viewed.meant(member).count()
        context |= _standing(member)
    return marked(render(request, "personal/home.html", context), context.get("run"))


def _standing(member: Member) -> dict[str, Any]:
    """The last published total, small; nothing where it cannot be explained."""
    line = standings.own(member).first()
    found = published(line) if line else None
    if line is None or found is None:
        return {}
    return {
        "card": own_presenters.published_card(found, line),
        "run": line.run,
        "run_mark": mark(line.run),
    }


@require_safe
@own_page
def to_do(request: HttpRequest) -> HttpResponse:
    """What waits for the member, then everything they were told."""
    who = viewer(request)
    page = Paginator(notices.notices(who), 20).get_page(request.GET.get("page"))
    context = {
        "title": _("To do"),
        "here": "to_do",
        "waiting": _waiting(request),
        "meetings": _meetings(who),
        "notices": [(notice, notice_presenters.line(notice)) for notice in page],
        "page": page,
    }
    return render(request, "personal/to_do.html", context)


def _waiting(request: HttpRequest, most: int = 50) -> list[dict[str, Any]]:
    who = viewer(request)
    open_ones = [transfer for transfer in transfers.waiting(who)[:50] if transfers.sides_of(who, transfer)][:most]
    # Whoever answers for a unit reads here who wants to go.
    record_views.leave(
        request, [transfer.member for transfer in open_ones], RecordView.How.LIST, Permission.ANSWER_TRANSFER
    )
    return [
        _transfer(who, transfer)
        | {"detail": _("Your answer is needed by %(day)s") % {"day": terms.day(transfer.due_on)}}
        for transfer in open_ones
    ]


def _transfer(who: Viewer, transfer: Transfer) -> dict[str, Any]:
    own = transfer.member_id == who.member_id
    return transfer_presenters.own_entry(transfer) if own else transfer_presenters.entry(transfer)


def _meetings(who: Viewer) -> list[dict[str, Any]]:
    ahead = meetings.own(who).filter(meeting__state__in=meetings.AHEAD)
    return [meeting_presenters.own_entry(attendee) for attendee in ahead[:20]]


@require_POST
@own_page
def read_notice(request: HttpRequest, key: str) -> HttpResponse:
    """Seen; goes on to what it is about."""
    notice = get_object_or_404(Notice, key=key, to=viewer(request).account)
    notice_actions.read(notice=notice, by=viewer(request), at=now())
    return redirect(notice.link or "to_do")


@require_safe
@own_page
def record_viewers(request: HttpRequest) -> HttpResponse:
    """Who viewed the member's record, in what office and for what purpose; what lists showed is summed up by month.

    With `?month=&page_kind=`: each view behind one line of those.
    """
    member, opened = myself(request), _opened(request)
    views = viewed.behind(member, *opened) if opened else viewed.meant(member)
    page = Paginator(views, _LOOKS).get_page(request.GET.get("page"))
    summed = [] if opened else viewed.in_passing(member)
    context = {
        "title": _("My record"),
        "here": "my_record",
        "tabs": record_tabs("my_record_viewers"),
        "record_views": days.by_day(member_presenters.look(record_view) for record_view in page),
        "in_passing": [member_presenters.peeks(views) for views in summed[:_LOOKS]],
        "more_in_passing": [member_presenters.peeks(views) for views in summed[_LOOKS:]],
        "opened": member_presenters.peeks_title(*opened) if opened else "",
        "page": page,
    }
    return render(request, "personal/record_viewers.html", context)


def _opened(request: HttpRequest) -> tuple[int, str] | None:
    """The month and the page whose views in passing are asked for. Raises Http404 where they are none."""
    if "month" not in request.GET:
        return None
    page = request.GET.get("page_kind", "")
    if page and page not in RecordView.Page.values:
        raise Http404
    return month_in(request.GET["month"]), page


@require_safe
@own_page
def me(request: HttpRequest) -> HttpResponse:
    """Language, type size, sign-in, transfers."""
    who = viewer(request)
    own = transfers.transfers(who).filter(member__account=who.account)
    context = {
        "title": _("Me"),
        "here": "me",
        "member": _self(who),
        "offices": [{"label": terms.role(office.role), "value": office.unit_name} for office in who.offices],
        "transfers": [transfer_presenters.own_entry(transfer) for transfer in own[:5]],
        "links": [
            {"url": reverse("security"), "icon": "shield", "label": _("Security and devices")},
            {"url": reverse("my_meetings"), "icon": "meeting", "label": _("My meetings")},
            {"url": reverse("rules"), "icon": "book", "label": _("The rules")},
            {"url": reverse("my_objections"), "icon": "question", "label": _("My objections")},
            {"url": reverse("transfer_ask_own"), "icon": "transfer", "label": _("Ask for a transfer")},
        ],
    }
    return render(request, "personal/me.html", context)

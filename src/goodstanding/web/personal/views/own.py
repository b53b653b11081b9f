"""A member's own pages, made for a phone: home, to do, check in, my record, me."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.actions import notices as notice_actions
from goodstanding.actions.ledger import own_confirmations
from goodstanding.models import Member, Notice, RecordView
from goodstanding.queries.appraisal import debriefings, rounds
from goodstanding.queries.ballots import ballots
from goodstanding.queries.cases import accountability
from goodstanding.queries.meetings import meetings
from goodstanding.queries.months import standings
from goodstanding.queries.months.own import published
from goodstanding.queries.operations import notices
from goodstanding.queries.people import members as member_queries
from goodstanding.queries.people import transfers, viewed
from goodstanding.queries.people import units as unit_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.probation import probations
from goodstanding.queries.rules import confirmations
from goodstanding.web.meetings.presenters import meetings as meeting_presenters
from goodstanding.web.months.own_standing import month_in, myself
from goodstanding.web.months.provenance import mark, marked
from goodstanding.web.operations.presenters import notices as notice_presenters
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import members as member_presenters
from goodstanding.web.people.presenters import transfers as transfer_presenters
from goodstanding.web.personal.presenters import standing as own_presenters
from goodstanding.web.personal.presenters import waiting
from goodstanding.web.personal.presenters.record_tabs import record_tabs
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import back_to, saying_refusals
from goodstanding.web.shell.presenters import days, terms


def _self(who: Viewer) -> Member | None:
    return member_queries.with_classes(
        Member.objects.select_related("unit").filter(account=who.account), who.on
    ).first()


#: So many looks are a page: a telephone holds about ten.
_LOOKS = 10
#: Of what waits, home shows the most urgent; of the notices, the newest; of the meetings, those that come next.
_FIRST, _NEWEST, _NEXT = 5, 3, 2


@require_safe
@own_page
def home(request: HttpRequest) -> HttpResponse:
    """What matters today: what waits, where one belongs, who to turn to."""
    who = viewer(request)
    member = _self(who)
    if member is None and who.is_staff:
        return redirect("desk")
    context: dict[str, Any] = {"title": _("Home"), "here": "home", "member": member}
    lines = _waiting(request)
    context |= {"waiting": lines[:_FIRST], "waiting_count": len(lines), "meetings": _meetings(who)[:_NEXT]}
    context["open_count"] = len(lines)  # The list itself, where it was read: the badge may be a minute behind it.
    context["notices"] = [notice_presenters.line(notice) for notice in notices.notices(who)[:_NEWEST]]
    if member is not None and member.unit is not None:
        context["unit"] = member.unit
        context["classes"] = member_presenters.class_titles(member)
        context["offices"] = [
            {"label": terms.role(post.role), "value": post.account.shown_name}
            for post in unit_queries.posts(member.unit, who.on)
        ]
        context["reach"] = own_presenters.reach(member, who.on)
        context["record_links"] = [_viewed(viewed.meant(member).count())]
        context |= _standing(member)
    return marked(render(request, "personal/home.html", context), context.get("run"))


def _viewed(count: int) -> dict[str, Any]:
    """How often the member's record was viewed, and the way to who did."""
    text = ngettext("%(count)s view of your record", "%(count)s views of your record", count) % {"count": count}
    detail = _("See who, in what office and for what purpose")
    return {"url": reverse("my_record_viewers"), "icon": "eye", "label": text, "detail": detail}


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
    """What waits for the visitor; and apart from it, what needs nothing of them."""
    who = viewer(request)
    page = Paginator(notices.notices(who), 20).get_page(request.GET.get("page"))
    lines, member = _waiting(request), who.account.member
    context = {
        "title": _("To do"),
        "here": "to_do",
        "waiting": lines,
        "open_count": len(lines),  # As on the first page.
        "reach": own_presenters.reach(member, who.on) if member and _needs_others(lines) else None,
        "has_week": who.member_id is not None,
        "meetings": _meetings(who),
        "notices": notice_presenters.summed(page),
        "unread": notices.notices(who).filter(read_at=None).count(),
        "page": page,
    }
    return render(request, "personal/to_do.html", context)


def _needs_others(lines: list[dict[str, Any]]) -> bool:
    """Whether another person near the member has a part in any of their own lines."""
    return any(line.get("by_whom") for line in lines if line.get("is_own"))


def _waiting(request: HttpRequest) -> list[dict[str, Any]]:
    found = waiting.entries(viewer(request), now())
    # Those who answer for others read here who they are.
    record_views.leave(request, record_views.about(found), RecordView.How.LIST, Permission.SEE_ROSTER)
    return found


def _meetings(who: Viewer) -> list[dict[str, Any]]:
    # A meeting that is over and was not closed is no longer what comes next.
    ahead = meetings.own(who).filter(meeting__state__in=meetings.AHEAD, meeting__ends_at__gte=now())
    return [meeting_presenters.own_entry(attendee) for attendee in ahead[:20]]


@require_POST
@own_page
def read_notice(request: HttpRequest, key: str) -> HttpResponse:
    """Seen; goes on to what it is about."""
    notice = get_object_or_404(Notice, key=key, to=viewer(request).account)
    notice_actions.read(notice=notice, by=viewer(request), at=now())
    return redirect(notice.link or "to_do")


@require_POST
@own_page
def read_notices(request: HttpRequest) -> HttpResponse:
    """All of them seen."""
    notice_actions.read_all(by=viewer(request), at=now())
    return redirect("to_do")


@require_POST
@own_page
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """The member has confirmed something of themselves; back to where the button was. key: the kind of entry."""
    who, scheme, member = viewer(request), the_scheme(), myself(request)
    if key not in scheme.fact_kinds or scheme.fact_kinds[key].confirms is None:
        raise Http404
    found = {one.kind: one for one in confirmations.open_now(member, scheme, who.on)}
    if key in found:
        with saying_refusals(request):
            own_confirmations.confirm(kind=key, period=found[key].period, scheme=scheme, by=who, at=now())
            messages.success(request, _("Confirmed. It is recorded."))
    else:
        messages.info(request, _("This is confirmed already, or there is nothing to confirm."))
    return redirect(back_to(request, "to_do"))


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


def _initiative() -> list[dict[str, Any]]:
    """The way to what a member does of their own accord, where the rules know any of it."""
    if the_scheme().initiative is None:
        return []
    return [{"url": reverse("my_initiative"), "icon": "seal", "label": _("Pledges and suggestions")}]


def _dues() -> list[dict[str, Any]]:
    """The way to a member's own dues, where the rules know any."""
    if the_scheme().dues is None:
        return []
    return [{"url": reverse("my_dues"), "icon": "money", "label": _("My dues")}]


def _care() -> list[dict[str, Any]]:
    """The way to a member's talks, where the rules know any of it."""
    if the_scheme().care is None:
        return []
    return [{"url": reverse("my_talks"), "icon": "people", "label": _("Talks and contact")}]


def _probation(who: Viewer) -> list[dict[str, Any]]:
    """The way to a member's probation, while there is any."""
    member = who.account.member
    if the_scheme().probation is None or member is None or probations.own(member) is None:
        return []
    return [{"url": reverse("my_probation"), "icon": "seal", "label": _("My probation")}]


def _ballots(who: Viewer) -> list[dict[str, Any]]:
    """The way to a member's ballots, once there is any."""
    if the_scheme().ballots is None or not ballots.of_member(who).exists():
        return []
    return [{"url": reverse("my_ballots"), "icon": "seal", "label": _("My ballots")}]


def _appraisal(who: Viewer) -> list[dict[str, Any]]:
    """The way to a member's appraisal, once there is any."""
    if the_scheme().appraisal is None or who.member_id is None or rounds.own(who.member_id) is None:
        return []
    return [{"url": reverse("my_appraisal"), "icon": "seal", "label": _("My appraisal")}]


def _debriefings(who: Viewer) -> list[dict[str, Any]]:
    """The way to the debriefings of a member's unit, once there is any."""
    member = who.account.member
    if the_scheme().debriefing is None or member is None or not debriefings.in_unit(member).exists():
        return []
    return [{"url": reverse("my_debriefings"), "icon": "seal", "label": _("Debriefings")}]


def _dossiers() -> list[dict[str, Any]]:
    """The way to a member's yearly documents, where the rules know any."""
    rules = the_scheme().dossiers
    return (
        [] if rules is None else [{"url": reverse("my_dossiers"), "icon": "record", "label": terms.text(rules.title)}]
    )


def _letters() -> list[dict[str, Any]]:
    """The way to a member's questions and complaints, where the rules know any."""
    if the_scheme().letters is None:
        return []
    return [{"url": reverse("my_letters"), "icon": "question", "label": _("Questions and complaints")}]


def _decisions() -> list[dict[str, Any]]:
    """The way to what bodies decided about a member, where the rules know any of it."""
    if the_scheme().decisions is None:
        return []
    return [{"url": reverse("my_decisions"), "icon": "shield", "label": _("Awards and discipline")}]


def _warnings() -> list[dict[str, Any]]:
    """The way to a member's warnings, where the rules know any."""
    if the_scheme().warnings is None:
        return []
    return [{"url": reverse("my_warnings"), "icon": "warning", "label": _("My warnings")}]


def _accountability(who: Viewer) -> list[dict[str, Any]]:
    """The way to accountability files about the viewer, once there is any."""
    if not accountability.own(who, the_scheme()).exists():
        return []
    return [{"url": reverse("my_accountability"), "icon": "shield", "label": _("Accountability")}]


def _service() -> list[dict[str, Any]]:
    """The way to a member's own service, where the rules know any."""
    if the_scheme().service is None:
        return []
    return [{"url": reverse("my_service"), "icon": "people", "label": _("My service")}]


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
        "links": _links(who),
    }
    return render(request, "personal/me.html", context)


def _links(who: Viewer) -> list[dict[str, str]]:
    """Where the page leads; an account without a member has no meetings and no record of its own."""
    links = [
        {"url": reverse("security"), "icon": "shield", "label": _("Security and devices")},
        {"url": reverse("rules"), "icon": "book", "label": _("The rules")},
    ]
    if who.member_id is None:
        return links
    first, rules = links
    return [
        first,
        {"url": reverse("my_meetings"), "icon": "meeting", "label": _("My meetings")},
        {"url": reverse("my_assignments"), "icon": "done", "label": _("My assignments")},
        {"url": reverse("my_bulletins"), "icon": "bell", "label": _("Announcements")},
        *_dues(),
        *_service(),
        *_initiative(),
        *_care(),
        *_probation(who),
        *_ballots(who),
        *_appraisal(who),
        *_debriefings(who),
        *_warnings(),
        *_accountability(who),
        *_decisions(),
        *_dossiers(),
        *_letters(),
        {"url": reverse("my_study"), "icon": "book", "label": _("My study")},
        rules,
        {"url": reverse("my_objections"), "icon": "question", "label": _("My objections")},
        {"url": reverse("transfer_ask_own"), "icon": "transfer", "label": _("Ask for a transfer")},
    ]

"""The address under which a member's calendar program reads what is due of them: made, taken back, read."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access.viewer import viewer_of
from goodstanding.actions.people import calendar_feeds
from goodstanding.models import CalendarFeed, Member
from goodstanding.queries.assignments import assignments as assignment_queries
from goodstanding.queries.meetings import meetings as meeting_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.service import activities as activity_queries
from goodstanding.queries.study import courses as course_queries
from goodstanding.web.personal import icalendar
from goodstanding.web.service import calendar_entries as service_entries
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.study import calendar_entries

#: How long past meetings stay in the calendar.
_BACK = timedelta(days=90)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def page(request: HttpRequest) -> HttpResponse:
    """Makes an address, shows it once, takes it back."""
    who = viewer(request)
    get_object_or_404(Member, pk=who.member_id)
    address = ""
    if request.method == "POST" and request.POST.get("do") == "revoke":
        calendar_feeds.revoke(by=who, at=now())
        messages.success(request, _("The address no longer works."))
        return redirect("my_calendar")
    if request.method == "POST":
        secret = calendar_feeds.make(by=who, at=now())
        address = request.build_absolute_uri(reverse("calendar_feed", args=[secret]))
    context = {
        "title": _("Meetings and assignments in my calendar"),
        "here": "to_do",
        "back_url": reverse("my_meetings"),
        "address": address,
        "feed": CalendarFeed.objects.filter(account=who.account, revoked_at=None).first(),
    }
    answer = render(request, "personal/calendar.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar. A person who has the address reads it, so it says nothing about any other person."""
    found = calendar_feeds.found(key, at=now())
    if found is None:
        raise Http404
    who = viewer_of(found.account, timezone.localdate(), verified=False)
    mine = meeting_queries.own(who).filter(meeting__starts_at__gte=now() - _BACK)
    origin, member = request.build_absolute_uri("/").rstrip("/"), found.account.member
    waiting = course_queries.waiting(member, the_scheme(), who.on) if member else []
    with translation.override(found.account.language or settings.LANGUAGE_CODE):
        assigned = assignment_queries.own_to_do(who)
        due = calendar_entries.due_days(waiting, origin=origin, at=now())
        signed = activity_queries.own_ahead(found.account.member_id, now())
        served = service_entries.events(signed, origin=origin, at=now())
        content = icalendar.calendar(mine, assigned, origin=origin, at=now(), more=[*due, *served])
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=300"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer

"""The coming days at a glance: a member's own, and those of the units of an office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodstanding.access.permissions import Permission
from goodstanding.models import Member, RecordView
from goodstanding.web.people import record_views
from goodstanding.web.personal.presenters import week
from goodstanding.web.shell.auth import desk_page, now, own_page, viewer


@require_safe
@own_page
def own(request: HttpRequest) -> HttpResponse:
    """Meetings, courses, assignments and follow-ups of the member, day by day."""
    who = viewer(request)
    get_object_or_404(Member, pk=who.member_id)
    days = week.of_member(who, now())
    # A person who answers transfers reads here whose they are.
    shown = [entry for day in days for entry in day["entries"]]
    record_views.leave(request, record_views.about(shown), RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": _("The next seven days"),
        "here": "to_do",
        "back_url": reverse("to_do"),
        "days": days,
    }
    return render(request, "personal/week.html", context)


@require_safe
@desk_page
def of_office(request: HttpRequest) -> HttpResponse:
    """Meetings to hold, and what is due for the members, day by day."""
    title = _("The next seven days")
    way = [{"label": _("Work list"), "url": reverse("desk")}, {"label": title, "url": ""}]
    context = {"title": title, "breadcrumbs": way, "days": week.of_office(viewer(request), now())}
    return render(request, "personal/desk/week.html", context)

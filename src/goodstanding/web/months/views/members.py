"""The page of a member: who is behind and why, as far as the duty lets it be seen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import month_of
from goodstanding.models import Member, RecordView
from goodstanding.queries.attendance import attended
from goodstanding.queries.months.member_overview import member_overview
from goodstanding.queries.people import members as member_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.months.presenters import attendance as attendance_presenters
from goodstanding.web.months.presenters import member_overview as overview_presenters
from goodstanding.web.people import member_record, record_views
from goodstanding.web.shell.auth import desk_page, viewer


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def record(request: HttpRequest, key: str) -> HttpResponse:
    """A member's record: where they stand and why, then who they are. It opens once the visitor has said what for in
    this visit, and leaves a line that the member can read."""
    who = viewer(request)
    member = get_object_or_404(member_queries.with_classes(member_queries.record(who), who.on), key=key)
    if member.pk == who.member_id:
        return redirect("my_data")
    if (question := record_views.question(request, member, member_record.trail(who, member))) is not None:
        return question
    record_views.leave(request, [member], RecordView.How.PAGE, Allowed.SEE_MEMBER)
    context = member_record.record(request, member) | _overview(member, who)
    return render(request, "months/member_record.html", context)


def _overview(member: Member, who: Viewer) -> dict[str, Any]:
    """What the duty needs of their rating; nothing for those who may not see it."""
    if member.unit is None or not who.may(Allowed.SEE_RATING, member.unit):
        return {"overview": None}
    records = who.may(Allowed.RECORD_FACT, member.unit)
    return {
        "overview": overview_presenters.overview(member_overview(member, who.on), records=records),
        "attendance": attendance_presenters.figure(attended.by_month([member.pk], month_of(who.on), the_scheme())),
        "record_url": f"{reverse('fact_record', args=[member.unit.code])}?who={member.key}" if records else "",
    }

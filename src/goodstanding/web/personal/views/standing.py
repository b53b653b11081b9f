"""A member's own standing: the card, what is still possible, the year, what changed. For the member's eyes only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodstanding.engine.period import month_of
from goodstanding.queries.attendance import attended
from goodstanding.queries.months.own import own_standing
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.months.own_standing import myself
from goodstanding.web.months.presenters import attendance as attendance_presenters
from goodstanding.web.months.provenance import marked
from goodstanding.web.personal.presenters import standing as own_presenters
from goodstanding.web.personal.presenters.record_tabs import record_tabs
from goodstanding.web.shell.auth import own_page, viewer


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """The card, what is still possible, the last twelve months, what changed, the categories, the places."""
    own = own_standing(myself(request), viewer(request).on)
    context = {"title": _("My record"), "here": "my_record", "member": own.member, "tabs": record_tabs("my_record")}
    context |= own_presenters.overview(own)
    months = attended.by_month([own.member.pk], month_of(viewer(request).on), the_scheme())
    context["attendance"] = attendance_presenters.figure(months)
    answer = render(request, "personal/standing/overview.html", context)
    return marked(answer, own.line.run if own.line else None)

"""Everything that is kept of oneself, to take along: for programs and for paper."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodstanding.models import Member
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.personal.data_export import everything
from goodstanding.web.months.own_standing import myself
from goodstanding.web.personal import export_pdf
from goodstanding.web.personal.presenters import everything as everything_presenters
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.presenters import numbers, terms


@require_safe
@own_page
def page(request: HttpRequest) -> HttpResponse:
    """Says what is in it, and gives it in two forms."""
    context = {
        "title": _("All my data"),
        "here": "my_record",
        "back_url": reverse("standing"),
        "member": myself(request),
        "sections": everything_presenters.sections().values(),
    }
    return render(request, "personal/standing/everything.html", context)


@require_safe
@own_page
def as_json(request: HttpRequest) -> HttpResponse:
    """Everything, for programs."""
    member = myself(request)
    told = {"of": member.number, "at": now().isoformat(), "language": numbers.lang(), **_found(request, member)}
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return _file(HttpResponse(text, content_type="application/json; charset=utf-8"), member, "json")


@require_safe
@own_page
def as_pdf(request: HttpRequest) -> HttpResponse:
    """Everything, for paper."""
    member = myself(request)
    made = export_pdf.document(_found(request, member), the_scheme(), name=member.name, at=now())
    return _file(HttpResponse(made, content_type="application/pdf"), member, "pdf")


def _found(request: HttpRequest, member: Member) -> dict[str, Any]:
    return dict(everything(member, viewer(request).account, numbers.lang()))


def _file(answer: HttpResponse, member: Member, kind: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="goodstanding-{member.key}-{terms.day(now().date())}.{kind}"'
    return answer

"""All data of a member, for the member: particulars and history on a page, everything in a file."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodstanding.models import Member
from goodstanding.queries.people import members as member_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.personal.data_export import everything
from goodstanding.queries.rules.confirmations import open_now
from goodstanding.web.months.own_standing import myself
from goodstanding.web.people.presenters import members as member_presenters
from goodstanding.web.personal import export_pdf
from goodstanding.web.personal.presenters import everything as everything_presenters
from goodstanding.web.personal.presenters.record_tabs import record_tabs
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.presenters import numbers


@require_safe
@own_page
def page(request: HttpRequest) -> HttpResponse:
    """Particulars, history, and the file of everything in two forms."""
    who = viewer(request)
    own = Member.objects.select_related("unit").filter(account=who.account)
    member = get_object_or_404(member_queries.with_classes(own, who.on))
    context = {
        "title": _("My record"),
        "here": "my_record",
        "tabs": record_tabs("my_data"),
        "member": member,
        "unit_name": member.unit.name if member.unit else "",
        "rows": member_presenters.particulars(member, contact=True),
        "classes": member_presenters.class_titles(member),
        "past": member_presenters.past(
            member_queries.memberships(member), member_queries.hostings(member), member_queries.classes(member)
        ),
        "to_confirm": next((one for one in open_now(member, the_scheme(), who.on) if one.confirms == "record"), None),
        "sections": everything_presenters.sections().values(),
    }
    return render(request, "personal/my_data.html", context)


@require_safe
@own_page
def as_json(request: HttpRequest) -> HttpResponse:
    """Everything, for programs."""
    member = myself(request)
    content = {"of": member.number, "at": now().isoformat(), "language": numbers.lang(), **_found(request, member)}
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return _file(HttpResponse(text, content_type="application/json; charset=utf-8"), member, "json")


@require_safe
@own_page
def as_pdf(request: HttpRequest) -> HttpResponse:
    """Everything, for paper."""
    member = myself(request)
    pdf = export_pdf.document(_found(request, member), the_scheme(), name=member.name, at=now())
    return _file(HttpResponse(pdf, content_type="application/pdf"), member, "pdf")


def _found(request: HttpRequest, member: Member) -> dict[str, Any]:
    return dict(everything(member, viewer(request).account, numbers.lang()))


def _file(answer: HttpResponse, member: Member, kind: str) -> HttpResponse:
    answer["Content-Disposition"] = (
        f'attachment; filename="goodstanding-{member.key}-{now().date().isoformat()}.{kind}"'
    )
    return answer

"""Rows of bank statements at the desk: each is booked for a member, or set aside with a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access.permissions import Permission
from goodstanding.actions.dues import statements
from goodstanding.models import Member, RecordView, StatementLine
from goodstanding.names.spelling import name_of
from goodstanding.queries.dues import dues
from goodstanding.queries.dues import statements as queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.dues import pages
from goodstanding.web.dues.forms.dues import BookLineForm
from goodstanding.web.dues.presenters import dues as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, saying_refusals
from goodstanding.web.shell.presenters import terms

_MOST = 100
_MOST_OFFERED = 200


@require_safe
@desk_page
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """The rows that wait in a unit."""
    unit = pages.unit_of(request, code)
    found = queries.waiting_in(unit)
    context = {
        "title": _("Bank statement: rows to assign"),
        "lead": unit.name,
        "unit": unit,
        "breadcrumbs": pages.trail(request, unit, (_("Rows to assign"), "")),
        "lines": [_entry(line) for line in found[:_MOST]],
        "count": found.count(),
    }
    return render(request, "dues/lines.html", context)


def _entry(line: StatementLine) -> dict[str, Any]:
    said = " · ".join(part for part in (line.payer, line.memo) if part)
    return {
        "url": reverse("dues_line", args=[line.key]),
        "icon": "money",
        "label": f"{presenters.yuan(line.fen)} · {terms.said_day(line.on)}",
        "detail": f"{said} · {line.get_why_display()}" if said else line.get_why_display(),
        "deed": _("Assign"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One row: whose payment it is, or why it is none."""
    pages.rules_or_404()
    line = get_object_or_404(queries.at_desk(viewer(request)), key=key)
    to = redirect("dues_lines", code=line.unit.code)
    if request.POST.get("do") == "aside":
        with saying_refusals(request):
            statements.set_aside(line=line, reason=request.POST.get("reason", ""), by=viewer(request), at=now())
            messages.success(request, _("Set aside; nothing is booked."))
            return to
        return redirect("dues_line", key=key)
    members = _offered(line, request.GET.get("q", ""))
    form = BookLineForm(request.POST or None, members=members, initial={"member": _likely(line, members)})

    def book(data: dict[str, Any]) -> None:
        statements.book(line=line, member=data["member"], scheme=the_scheme(), by=viewer(request), at=now())

    if request.method == "POST" and attempt(form, book):
        messages.success(request, _("The payment is booked."))
        return to
    waits = line.state == StatementLine.State.WAITING
    if waits:
        record_views.leave(request, list(members), RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": f"{presenters.yuan(line.fen)} · {terms.said_day(line.on)}",
        "lead": line.unit.name,
        "line": line,
        "form": form if waits else None,
        "search": request.GET.get("q", ""),
        "by_name": line.unit.numchild > 0,
        "rows": _rows(line),
        "breadcrumbs": pages.trail(
            request, line.unit, (_("Rows to assign"), reverse("dues_lines", args=[line.unit.code])),
            (terms.said_day(line.on), ""),
        ),
    }  # fmt: skip
    return render(request, "dues/line.html", context, status=422 if request.method == "POST" else 200)


def _offered(line: StatementLine, text: str) -> Any:
    """The members to choose from: all of a branch; in a unit above, those with the name or number in question."""
    if not line.unit.numchild:
        return dues.members_of(line.unit)
    here = Member.objects.filter(unit__path__startswith=line.unit.path, left_on=None).select_related("unit")
    text = text.strip() or line.payer
    found = here.filter(name=name_of(text)) | here.filter(number=text)
    keys = list(found.order_by("name", "number").values_list("pk", flat=True)[:_MOST_OFFERED])
    return here.filter(pk__in=keys).order_by("name", "number")


def _likely(line: StatementLine, members: Any) -> Any:
    return next((one.pk for one in members if line.payer and one.name == name_of(line.payer)), None)


def _rows(line: StatementLine) -> list[dict[str, str]]:
    rows = [
        {"label": _("Payer"), "value": line.payer},
        {"label": _("Message"), "value": line.memo},
        {"label": _("In doubt"), "value": str(line.get_why_display())},
        {"label": _("File"), "value": _("%(file)s, row %(row)s") % {"file": line.brought.file_name, "row": line.row}},
        {"label": _("State"), "value": str(line.get_state_display())},
        {"label": _("Reason"), "value": line.reason},
    ]
    return [row for row in rows if row["value"]]

"""Pairs at the desk: made, confirmed once a period in one list, ended; and visits typed in from paper."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access.permissions import Permission
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.service import pairs, visits
from goodstanding.engine.period import Period
from goodstanding.engine.scheme.service import PairRule
from goodstanding.models import Member, PairCheck, RecordView, Unit
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.service import pairs as queries
from goodstanding.queries.service import rules
from goodstanding.web.people import record_views
from goodstanding.web.service.desk_pages import members_of, trail, unit_of
from goodstanding.web.service.forms.service import PairForm, PaperVisitForm
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import form_page, saying_refusals
from goodstanding.web.shell.presenters import terms

Verdict = PairCheck.Verdict


def _unit(request: HttpRequest, code: str) -> tuple[Unit, PairRule]:
    rule = queries.rule_of(the_scheme())
    if rule is None:
        raise Http404
    return unit_of(request, code, rule.confirmed_by), rule


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Makes a pair of two members, or of a member and a unit."""
    unit, rule = _unit(request, code)
    members = members_of(unit)
    record_views.leave(request, members, RecordView.How.LIST, Permission.SEE_ROSTER)
    form = PairForm(request.POST or None, members=members)

    def act(data: dict[str, Any]) -> None:
        helped: Member | Unit | None = data["helped"] or Unit.objects.filter(code=data["code"], closed_on=None).first()
        if helped is None:
            raise ActionRefused(_("No unit has this code."), "code")
        pairs.make(unit=unit, helper=data["helper"], helped=helped, scheme=the_scheme(), by=viewer(request), at=now())

    title = terms.text(rule.title)
    context: dict[str, Any] = {"title": title, "lead": unit.name, "submit_label": _("Make the pair"), "keep": "pair"}
    context |= {"breadcrumbs": trail(request, unit, title)}
    to = reverse("unit_service", args=[code])
    return form_page(request, form, act, done=_("Made. Both are notified."), to=to, context=context)


@require_POST
@desk_page
def end(request: HttpRequest, key: str) -> HttpResponse:
    """Ends a pair today."""
    one = get_object_or_404(queries.at_desk(viewer(request), the_scheme()), key=key)
    with saying_refusals(request):
        pairs.end(pair=one, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Ended. What was confirmed before counts."))
    return redirect("unit_service", code=one.unit.code)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Every pair of a period in one list: helped, unless the viewer says otherwise. One tap for all."""
    unit, rule = _unit(request, code)
    parts = [_part(request, unit, period) for period in queries.confirmable(rule, viewer(request).on)]
    if request.method == "POST":
        with saying_refusals(request):
            count = _confirm(request, unit, parts)
            told = ngettext("Confirmed for %(count)s pair.", "Confirmed for %(count)s pairs.", count)
            messages.success(request, told % {"count": count})
            return redirect("unit_service", code=code)
    shown = [
        member for part in parts for line in part["lines"] for member in (line["pair"].helper, line["pair"].helped)
    ]
    record_views.leave(request, shown, RecordView.How.LIST, Permission.SEE_ROSTER)
    title = _("Confirm: %(title)s") % {"title": terms.text(rule.title)}
    context = {
        "title": title,
        "lead": unit.name,
        "parts": [part for part in parts if part["lines"]],
        "unit_url": reverse("unit_service", args=[code]),
        "breadcrumbs": trail(request, unit, title),
    }
    return render(request, "service/pairs.html", context)


def _part(request: HttpRequest, unit: Unit, period: Period) -> dict[str, Any]:
    who = viewer(request)
    found = list(queries.standing_in(unit, period, who.on).exclude(helper=who.member_id))
    apart_anywhere([one.helper for one in found], lambda member: member)
    said, lines = queries.newest_checks(found, period), []
    for one in found:
        last, name = said.get(one.pk), f"{period.name}-{one.key}"
        chosen = request.POST.get(name) or (last.verdict if last else Verdict.HELPED.value)
        note = f"{last.get_verdict_display()} · {last.by.shown_name}" if last else ""
        lines.append(
            {
                "pair": one, "name": name, "chosen": chosen, "choices": Verdict.choices, "note": note,
                "title": _("%(helper)s helps %(helped)s")
                % {"helper": one.helper.shown_as, "helped": queries.helped_name(one)},
            }
        )  # fmt: skip
    return {"period": period, "heading": terms.period(period.name, with_year=True), "lines": lines}


@transaction.atomic
def _confirm(request: HttpRequest, unit: Unit, parts: list[dict[str, Any]]) -> int:
    count = 0
    for part in parts:
        said = {line["pair"].key: Verdict(line["chosen"]) for line in part["lines"] if line["chosen"] in Verdict.values}
        count += pairs.confirm(
            unit=unit, period=part["period"], said=said, scheme=the_scheme(), by=viewer(request), at=now()
        )
    return count


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def visit_on_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Types in a visit: who, which kind, and on which day."""
    kinds = rules.of(the_scheme()).visits
    offices = frozenset(office for kind in kinds.values() for office in kind.recorded_by)
    unit, who = unit_of(request, code, offices), viewer(request)
    members = members_of(unit)
    record_views.leave(request, members, RecordView.How.LIST, Permission.SEE_ROSTER)
    choices = [(word, terms.text(kind.title)) for word, kind in kinds.items()]
    initial = {"on": who.on, "kind": choices[0][0] if choices else ""}
    form = PaperVisitForm(request.POST or None, kinds=choices, members=members, initial=initial)

    def act(data: dict[str, Any]) -> None:
        visits.record(scheme=the_scheme(), by=who, at=now(), **data)

    title = _("Type in a visit from paper")
    context: dict[str, Any] = {"title": title, "lead": unit.name, "submit_label": _("Type it in"), "keep": "visit"}
    context |= {"breadcrumbs": trail(request, unit, title)}
    to = reverse("unit_service", args=[code])
    return form_page(request, form, act, done=_("Recorded."), to=to, context=context)

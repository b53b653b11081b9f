"""Objections at the desk: those that wait for a ruling, one with all that is behind it, and its equal cases."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.policies import Denied, check
from goodstanding.access.viewer import Viewer
from goodstanding.actions.objections import equal_cases, rulings
from goodstanding.actions.objections.rulings import Answer
from goodstanding.engine.explain.rule_text import fact_title
from goodstanding.engine.explain.wording import is_attended
from goodstanding.models import Fact, Objection, RecordView, Remedy
from goodstanding.queries.months import lines
from goodstanding.queries.months.lines import MemberLine, RunningLine
from goodstanding.queries.objections import equal_cases as equal_case_queries
from goodstanding.queries.objections import objections as objection_queries
from goodstanding.queries.objections import who_rules
from goodstanding.queries.objections.equal_cases import Equal
from goodstanding.queries.people.namesakes import tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.objections.forms import objections as objection_forms
from goodstanding.web.objections.presenters import objections as objection_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, saying_refusals
from goodstanding.web.shell.presenters import numbers, terms

_MOST = 100


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """Those to rule on, the most overdue first; then those that ended."""
    who = viewer(request)
    check(who, Allowed.RULE)
    waiting = list(objection_queries.to_rule(who)[:_MOST])
    page = Paginator(objection_queries.ruled(who), 30).get_page(request.GET.get("page"))
    record_views.leave(
        request, [objection.member for objection in [*waiting, *page]], RecordView.How.LIST, Allowed.RULE
    )
    tell_apart(objection.member for objection in [*waiting, *page])
    context = {
        "title": _("Objections"),
        "waiting": [objection_presenters.desk_entry(objection, who.on) for objection in waiting],
        "entries": [objection_presenters.desk_entry(objection, who.on) for objection in page],
        "page": page,
    }
    return render(request, "objections/desk_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One objection with all that is behind it, and the ruling."""
    who = viewer(request)
    objection = get_object_or_404(objection_queries.visible(who), key=key)
    record_views.leave(request, [objection.member], RecordView.How.PAGE, Allowed.RULE)
    line = lines.objected(objection)
    form = _form(request, objection, line) if _may_rule(who, objection) else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if attempt(form, lambda data: _rule(request, objection, line, data)):
            messages.success(request, _("Your ruling is recorded, and the member is notified."))
            return redirect("objection", key=key)
    return render(
        request,
        "objections/desk_page.html",
        _context(request, objection, line, form),
        status=422 if request.method == "POST" else 200,
    )


def _may_rule(who: Viewer, objection: Objection) -> bool:
    try:
        who_rules.office_for(objection, the_scheme(), who)
    except Denied:
        return False
    return objection.state in Objection.WAITING


def _form(
    request: HttpRequest, objection: Objection, line: MemberLine | RunningLine | None
) -> objection_forms.GiveRuling:
    facts = [
        (str(fact.pk), objection_presenters.fact_text(fact))
        for fact in (line.facts if line and not objection.fact else ())
    ]
    rule = lines.indicator_of(objection)
    is_leave = is_attended([objection.fact.kind] if objection.fact else rule.facts if rule else (), the_scheme())
    kinds = [(kind, fact_title(kind, the_scheme(), numbers.lang())) for kind in (rule.facts if rule else ())]
    # Where something is missing, its day and its kind are known already.
    known = {"on": objection.missing_on, "kind": kinds[0][0] if objection.missing_on and len(kinds) == 1 else ""}
    return objection_forms.GiveRuling(request.POST or None, facts=facts, kinds=kinds, is_leave=is_leave, initial=known)


def _rule(
    request: HttpRequest, objection: Objection, line: MemberLine | RunningLine | None, data: dict[str, Any]
) -> None:
    upheld = data["answer"] != objection_forms.REJECT
    among = {str(fact.pk): fact for fact in line.facts} if line else {}
    answer = Answer(
        upheld=upheld,
        reason=data["reason"],
        remedy=Remedy(data["answer"]) if upheld else Remedy.NONE,
        fact=among.get(data.get("fact", "")),
        value=data["value"],
        kind=data.get("kind", ""),
        on=data["on"],
    )
    rulings.rule(objection=objection, answer=answer, scheme=the_scheme(), by=viewer(request), at=now())


def _context(
    request: HttpRequest,
    objection: Objection,
    line: MemberLine | RunningLine | None,
    form: objection_forms.GiveRuling | None,
) -> dict[str, Any]:
    who = viewer(request)
    found = equal_case_queries.of(objection, who) if objection.state == Objection.State.UPHELD else None
    if found is not None:
        record_views.leave(request, [fact.member for fact in found.facts], RecordView.How.LIST, Allowed.RULE)
    waiting = objection.state in Objection.WAITING
    return {
        "title": _("Objection"),
        "objection": objection,
        "name": objection_presenters.title(objection),
        "unit_name": objection.member.unit.name if objection.member.unit else "",
        "late": waiting and objection.due_on < who.on,
        "tone": objection_presenters.TONES[objection.state],
        "rows": objection_presenters.rule_rows(line, objection.missing_on) if line else [],
        "facts": [
            objection_presenters.fact_row(fact)
            for fact in ([objection.fact] if objection.fact else line.facts if line else [])
        ],
        "steps": objection_presenters.steps(objection),
        "waiting": waiting,
        "due": objection_presenters.due(objection),
        "provisional": terms.provisional_note() if waiting and objection.due_is_provisional else "",
        "with_unit": objection.at_unit.name,
        "form": form,
        "equal": found,
        "alike": _alike(found) if found else [],
        "breadcrumbs": [{"label": _("Objections"), "url": reverse("objections")}, {"label": objection.member.name}],
    }


def _alike(found: Equal) -> list[dict[str, Any]]:
    """Equal cases to choose from; those that said the same are chosen beforehand."""
    return [
        {
            "id": fact.pk,
            "text": " · ".join(
                [
                    fact.member.name,
                    fact.member.unit.name if fact.member.unit else "",
                    objection_presenters.fact_text(fact),
                ]
            ),
            "chosen": fact.value == found.done.fact.value,
        }
        for fact in found.facts
        if fact.member
    ]


@require_POST
@desk_page
def alike(request: HttpRequest, key: str) -> HttpResponse:
    """Does the same with the chosen equal cases."""
    who = viewer(request)
    objection = get_object_or_404(objection_queries.visible(who), key=key)
    chosen = [int(pk) for pk in request.POST.getlist("chosen") if pk.isdecimal()]
    with saying_refusals(request):
        made, asked = equal_cases.rectify_alike(
            objection=objection, facts=list(Fact.objects.filter(pk__in=chosen)), scheme=the_scheme(), by=who, at=now()
        )
        messages.success(request, _done(made, asked))
    return redirect("objection", key=key)


def _done(made: int, asked: int) -> str:
    parts = []
    if made:
        parts.append(
            ngettext("%(count)s entry is corrected.", "%(count)s entries are corrected.", made) % {"count": made}
        )
    if asked:
        text = ngettext(
            "%(count)s correction of a published month is waiting for a second person.",
            "%(count)s corrections of published months are waiting for a second person.",
            asked,
        )
        parts.append(text % {"count": asked})
    return " ".join(parts)

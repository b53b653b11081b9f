"""Reductions at the desk: proposed by the branch, decided by the committee above, withdrawn or ended."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodstanding.access.permissions import Permission
from goodstanding.actions.dues import reliefs
from goodstanding.actions.dues.reliefs import MOST_MONTHS, Proposal
from goodstanding.engine.period import month_of
from goodstanding.models import DuesRelief, RecordView
from goodstanding.models.dues.moves import ReliefState
from goodstanding.queries.dues import reliefs as relief_queries
from goodstanding.queries.people.namesakes import apart_at_home
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.dues import pages
from goodstanding.web.dues.forms.dues import ReliefDecisionForm, ReliefForm
from goodstanding.web.dues.presenters import dues as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, form_page, saying_refusals
from goodstanding.web.shell.presenters import terms


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def propose(request: HttpRequest, key: str) -> HttpResponse:
    """Proposes a reduction or a waiver to the committee above."""
    member = pages.member_of(request, key)
    if member.unit is None or member.pk == viewer(request).member_id:
        raise Http404
    running = month_of(viewer(request).on)
    months = [(str(one), terms.month(one, with_year=True)) for one in range(running - 6, running + MOST_MONTHS)]
    form = ReliefForm(
        request.POST or None, months=months, initial={"first": str(running), "last": str(running + 2), "fen": 0}
    )

    def act(data: dict[str, Any]) -> None:
        what = Proposal(int(data["first"]), int(data["last"]), data["fen"], data["reason"])
        reliefs.propose(member=member, what=what, scheme=the_scheme(), by=viewer(request), at=now())

    record_views.leave(request, [member], RecordView.How.PAGE, Permission.SEE_ROSTER)
    title, to = _("Propose a reduction"), reverse("dues_member", args=[key])
    context = {"title": title, "lead": member.shown_as, "submit_label": _("Propose it"), "keep": "dues-relief"}
    context["breadcrumbs"] = pages.trail(request, member.unit, (member.shown_as, to), (title, ""))  # type: ignore[assignment]
    done = _("Proposed. It counts once the committee above has approved it.")
    return form_page(request, form, act, done=done, to=to, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One reduction: decided by the committee above, withdrawn or ended by the branch."""
    pages.rules_or_404()
    who = viewer(request)
    found = get_object_or_404(relief_queries.at_desk(who), key=key)
    apart_at_home([found.member])
    form = ReliefDecisionForm(request.POST if "agreed" in request.POST or "words" in request.POST else None)

    def decide(data: dict[str, Any]) -> None:
        reliefs.decide(
            relief=found, agreed=data["agreed"] == "yes", words=data["words"], scheme=the_scheme(), by=who, at=now()
        )

    if request.method == "POST":
        if request.POST.get("do") in {"withdraw", "end"}:
            _take_back(request, found)
            return redirect("dues_relief", key=key)
        if attempt(form, decide):
            messages.success(request, _("Decided. The member and the branch are notified."))
            return redirect("dues_relief", key=key)
    record_views.leave(request, [found.member], RecordView.How.PAGE, Permission.SEE_ROSTER)
    context = _relief_context(request, found) | {"form": form}
    return render(request, "dues/relief.html", context, status=422 if request.method == "POST" else 200)


def _take_back(request: HttpRequest, found: DuesRelief) -> None:
    with saying_refusals(request):
        if request.POST["do"] == "withdraw":
            reliefs.withdraw(relief=found, by=viewer(request), at=now())
            messages.success(request, _("The proposal is withdrawn."))
        else:
            reliefs.end(relief=found, scheme=the_scheme(), by=viewer(request), at=now())
            messages.success(request, _("Ended: from next month on the full amount is due."))


def _relief_context(request: HttpRequest, found: DuesRelief) -> dict[str, Any]:
    who = viewer(request)
    collects = who.may(Permission.COLLECT_DUES, found.unit)
    proposed = _("%(name)s, %(day)s") % {
        "name": found.made_by.shown_name, "day": terms.said_day(found.made_at.date())
    }  # fmt: skip
    rows = [
        {"label": _("Months and amount"), "value": presenters.relief_detail(found)},
        {"label": _("Reason"), "value": found.reason},
        {"label": _("Proposed by"), "value": proposed},
    ]
    if found.decided_by is not None and found.decided_at is not None:
        by = {"name": found.decided_by.shown_name, "day": terms.said_day(found.decided_at.date())}
        rows.append({"label": _("Decided by"), "value": _("%(name)s, %(day)s") % by})
        if found.words:
            rows.append({"label": _("Reason for the decision"), "value": found.words})
    title = _("Reduction for %(member)s") % {"member": found.member.shown_as}
    return {
        "title": title,
        "lead": found.unit.name,
        "relief": found,
        "tone": presenters.RELIEF_TONES[found.state],
        "rows": rows,
        "may_decide": found.state == ReliefState.PROPOSED and relief_queries.may_decide(who, found),
        "may_withdraw": collects and found.state == ReliefState.PROPOSED,
        "may_end": collects and found.state == ReliefState.AGREED and found.last_month >= month_of(who.on),
        "breadcrumbs": pages.trail(request, found.unit, (title, "")),
    }

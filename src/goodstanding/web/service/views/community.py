"""A community at the desk: who registers, confirmed in one tap, and the yearly feedback in one list."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access.permissions import Permission
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.service import registrations
from goodstanding.engine.scheme.service import CommunityRule
from goodstanding.models import CommunityFeedback, CommunityRegistration, Member, RecordView, Unit
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.service import community as queries
from goodstanding.web.people import record_views
from goodstanding.web.service.desk_pages import trail, unit_of
from goodstanding.web.service.forms.service import PaperRegistrationForm
from goodstanding.web.shell import rate_limits
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import back_to, form_page, saying_refusals
from goodstanding.web.shell.presenters import terms

State, Verdict = CommunityRegistration.State, CommunityFeedback.Verdict


def _unit(request: HttpRequest, code: str) -> tuple[Unit, CommunityRule]:
    rule = queries.rule_of(the_scheme())
    if rule is None:
        raise Http404
    return unit_of(request, code, rule.confirmed_by), rule


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Who waits to be confirmed, who is registered, and what the community says of each this year."""
    unit, rule = _unit(request, code)
    who = viewer(request)
    if request.method == "POST":
        with saying_refusals(request):
            count = _give_feedback(request, unit)
            told = ngettext("Saved for %(count)s member.", "Saved for %(count)s members.", count) % {"count": count}
            messages.success(request, told)
        return redirect("unit_community", code=code)
    waiting = list(queries.registered_with(unit, (State.ASKED,)))
    found = list(queries.registered_with(unit))
    apart_anywhere([*waiting, *found], lambda row: row.member)
    said = queries.newest_feedback([one.pk for one in found], who.on.year)
    record_views.leave(request, [one.member for one in [*waiting, *found]], RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": terms.text(rule.title),
        "lead": unit.name,
        "unit": unit,
        "is_community": queries.is_community(unit, rule),
        "waiting": [_asked(one, is_own=one.member_id == who.member_id) for one in waiting],
        "lines": [_line(one, said.get(one.pk)) for one in found if one.member_id != who.member_id],
        "year": who.on.year,
        "hidden": {"do": "decline"},
        "breadcrumbs": trail(request, unit, terms.text(rule.title)),
    }
    return render(request, "service/community.html", context)


def _asked(registration: CommunityRegistration, *, is_own: bool) -> dict[str, Any]:
    return {
        "key": registration.key,
        "member": registration.member,
        "detail": _("asked on %(day)s") % {"day": terms.said_day(registration.asked_on)},
        "may_answer": not is_own,
    }


def _line(registration: CommunityRegistration, last: CommunityFeedback | None) -> dict[str, Any]:
    note = f"{last.get_verdict_display()} · {last.by.shown_name}" if last else ""
    return {
        "key": registration.key, "member": registration.member, "note": note,
        "unit": registration.member.unit.name if registration.member.unit else "",
        "chosen": last.verdict if last else "", "choices": Verdict.choices,
    }  # fmt: skip


def _give_feedback(request: HttpRequest, unit: Unit) -> int:
    said = {
        name.removeprefix("say-"): Verdict(value)
        for name, value in request.POST.items()
        if name.startswith("say-") and value in Verdict.values
    }
    year = viewer(request).on.year
    return registrations.give_feedback(
        unit=unit, year=year, said=said, scheme=the_scheme(), by=viewer(request), at=now()
    )  # fmt: skip


@require_POST
@desk_page
def act(request: HttpRequest, key: str) -> HttpResponse:
    """Confirms a registration, does not confirm it with a reason, or ends it."""
    one = get_object_or_404(queries.at_desk(viewer(request), the_scheme()), key=key)
    do = request.POST.get("do", "confirm")
    common: dict[str, Any] = {"registration": one, "scheme": the_scheme(), "by": viewer(request), "at": now()}
    deeds = {
        "confirm": lambda: registrations.confirm(**common),
        "decline": lambda: registrations.decline(reason=request.POST.get("reason", ""), **common),
        "end": lambda: registrations.end(**common),
    }
    if do not in deeds:
        raise Http404
    done = {"confirm": _("Confirmed: %(name)s"), "decline": _("Not confirmed: %(name)s"), "end": _("Ended: %(name)s")}
    with saying_refusals(request):
        deeds[do]()
        messages.success(request, done[do] % {"name": one.member.shown_as})
    return redirect(back_to(request, reverse("unit_community", args=[one.unit.code])))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def on_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Types in a registration on paper. Number and name have to fit, since the member belongs to another branch."""
    unit, rule = _unit(request, code)
    if request.method == "POST":
        rate_limits.registered_number_try(viewer(request).account)
    form = PaperRegistrationForm(request.POST or None, initial={"on": viewer(request).on})

    def act_on(data: dict[str, Any]) -> None:
        member = Member.objects.filter(number=data["number"], name=data["name"].strip(), left_on=None).first()
        if member is None:
            raise ActionRefused(_("No member has this number and this name. Check both once more."), "number")
        registrations.ask(
            member=member, unit=unit, scheme=the_scheme(), by=viewer(request), at=now(), on=data["on"]
        )  # fmt: skip

    title = _("Type in a registration from paper")
    context: dict[str, Any] = {
        "title": title,
        "lead": unit.name,
        "submit_label": _("Register it"),
        "keep": "registration",
    }
    context |= {"breadcrumbs": trail(request, unit, terms.text(rule.title), title)}
    to = reverse("unit_community", args=[code])
    return form_page(request, form, act_on, done=_("Typed in. Confirm it in the list."), to=to, context=context)

"""Invitations: who cannot sign in yet, a link or a paper for one of them, and sheets for all."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.access import office_grants, scope
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.sign_in import invitations, sign_in_requests
from goodstanding.models import Account, Member, RecordView, Unit
from goodstanding.queries.people.calendars import today
from goodstanding.queries.people.namesakes import tell_apart
from goodstanding.queries.sign_in import invitations as queries
from goodstanding.queries.sign_in import unit_contacts
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import saying_refusals
from goodstanding.web.sign_in import invitation_pdf
from goodstanding.web.sign_in.presenters import helpers
from goodstanding.web.sign_in.presenters import invitations as presenters

_MOST = 50


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The units whose members cannot all sign in; the people themselves, where there is one unit."""
    who = viewer(request)
    check(who, Allowed.INVITE)
    waiting = queries.waiting(who).values("unit").annotate(count=Count("pk")).order_by()
    counts = {line["unit"]: line["count"] for line in waiting}
    reached = scope.units(who, Allowed.INVITE)
    if (only := _only(who)) is not None:
        return _of_unit(request, only)
    asked = {sign_in_request.member.unit_id for sign_in_request in queries.asking(who) if sign_in_request.member}
    units = reached.filter(pk__in=[*counts, *asked])[: _MOST + 1]
    entries = [presenters.unit_entry(unit, counts.get(unit.pk, 0), unit.pk in asked) for unit in units[:_MOST]]
    context = {"title": _("Invitations"), "entries": entries, "more": len(units) > _MOST}
    return render(request, "sign_in/invitations/overview.html", context)


def _only(who: Viewer) -> Unit | None:
    """The one unit over which the viewer invites, None where there are several."""
    units = list(scope.units(who, Allowed.INVITE).filter(closed_on=None)[:2])
    return units[0] if len(units) == 1 else None


@require_safe
@desk_page
def of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """The people of a unit who cannot sign in."""
    return _of_unit(request, _unit(request, code))


def _of_unit(request: HttpRequest, unit: Unit) -> HttpResponse:
    who, at = viewer(request), now()
    waiting = list(queries.waiting(who).filter(unit=unit).select_related("unit").order_by("initials", "number"))
    asking = list(queries.asking(who).filter(member__unit=unit))
    may = [member for member in waiting if office_grants.may_invite(who, member, today(at))]
    asked = {found.member.pk: found for found in asking if found.member is not None}
    shown = [found.member for found in asking if found.member is not None] + [m for m in may if m.pk not in asked]
    tell_apart(shown)
    record_views.leave(request, shown, RecordView.How.PAGE, Allowed.INVITE)
    until = queries.good_until(shown, at)
    context = {
        "title": _("Invitations"),
        "lead": unit.name,
        "unit": unit,
        "asking": [
            presenters.asking(asked[member.pk], member, until, today(at)) for member in shown if member.pk in asked
        ],
        "people": [presenters.person(member, until) for member in shown if member.pk not in asked],
        "count": len(may),
        "above": len(waiting) - len(may),
        "contact": unit_contacts.contact_of(unit),
        "breadcrumbs": _way_to(who, unit),
    }
    return render(request, "sign_in/invitations/unit.html", context)


def _way_to(who: Viewer, unit: Unit) -> list[dict[str, str]]:
    """From the units; none where there is one unit, whose people are the first page."""
    if _only(who) is not None:
        return []
    return [{"label": _("Invitations"), "url": reverse("invitations")}, {"label": unit.name, "url": ""}]


@require_POST
@desk_page
def invite_all(request: HttpRequest, code: str) -> HttpResponse:
    """Sheets to print: a new code for every member of a unit who cannot sign in yet. Codes of before stay good."""
    who, at, unit = viewer(request), now(), _unit(request, code)
    waiting = queries.waiting(who).filter(unit=unit).select_related("unit").order_by("initials", "number")
    members = [member for member in waiting if office_grants.may_invite(who, member, today(at))]
    if not members:
        messages.info(request, _("All members of this unit can sign in, so there is nothing to print."))
        return _of_unit(request, unit)
    slips = [presenters.slip(invitations.invite(member=member, by=who, at=at)) for member in members]
    record_views.leave(request, members, RecordView.How.PRINT, Allowed.INVITE)
    line = helpers.line(unit_contacts.helpers(unit, today(at)))
    document = invitation_pdf.document(slips, f"{_('Invitations')} · {unit.name}", line, at=at)
    answer = HttpResponse(document, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="invitations-{unit.code}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@desk_page
def invite_member(request: HttpRequest, key: str) -> HttpResponse:
    """A link for one member, to send, to show or to print; asked for anew, a lost way in is taken away first."""
    who, at, member = viewer(request), now(), _member(request, key)
    assert member.unit is not None, "only members of units are found"
    act = invitations.reset if "reset" in request.POST else invitations.invite
    try:
        printed = act(member=member, by=who, at=at)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("invitations_of", code=member.unit.code)
    sign_in_requests.answer(member=member, by=who, at=at)
    record_views.leave(request, [member], RecordView.How.PAGE, Allowed.INVITE)
    handed = presenters.handed(presenters.slip(printed))
    return _handed(request, handed, reverse("invitations_of", args=[member.unit.code]))


@require_POST
@desk_page
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Makes the codes of a member good no more, as when a paper was lost."""
    who, member = viewer(request), _member(request, key)
    assert member.unit is not None, "only members of units are found"
    with saying_refusals(request):
        invitations.withdraw(member=member, by=who, at=now())
        messages.success(request, _("The codes of %(name)s are no longer valid.") % {"name": member.name})
    return redirect("invitations_of", code=member.unit.code)


@require_POST
@desk_page
def answered(request: HttpRequest, key: str) -> HttpResponse:
    """The request of a member for help needs nothing more, as when a call has shown that it was another person's."""
    member = _member(request, key)
    assert member.unit is not None, "only members of units are found"
    sign_in_requests.answer(member=member, by=viewer(request), at=now())
    messages.success(request, _("The request of %(name)s is done.") % {"name": member.name})
    return redirect("invitations_of", code=member.unit.code)


@require_POST
@desk_page
def invite_account(request: HttpRequest, login: str) -> HttpResponse:
    """An operator's code for one account, by its sign-in name; a lost way in is taken away with it."""
    who, at = viewer(request), now()
    check(who, Allowed.OPERATE)
    account = get_object_or_404(Account, login=login)
    act = invitations.reset_account if "reset" in request.POST else invitations.invite_account
    try:
        # Whose an account is, is not for operators to see; the person who hands the paper over knows.
        slip = presenters.slip(act(account=account, by=who, at=at))._replace(name="")
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("accounts")
    return _handed(request, presenters.handed(slip), reverse("accounts"))


def _handed(request: HttpRequest, handed: dict[str, Any], back: str) -> HttpResponse:
    context = {"title": _("Invitation"), "lead": handed["lead"], "handed": handed, "back": back}
    answer = render(request, "sign_in/invitations/handed.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _unit(request: HttpRequest, code: str) -> Unit:
    found: Unit = get_object_or_404(scope.units(viewer(request), Allowed.INVITE), code=code, closed_on=None)
    return found


def _member(request: HttpRequest, key: str) -> Member:
    return get_object_or_404(scope.members(viewer(request), Allowed.INVITE).select_related("unit"), key=key)

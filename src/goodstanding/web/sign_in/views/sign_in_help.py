"""For visitors who cannot sign in: the people of their branch, and a request. Nothing says who is a member."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.actions.sign_in import sign_in_requests
from goodstanding.models import Unit
from goodstanding.queries.people.calendars import today
from goodstanding.queries.sign_in import unit_contacts
from goodstanding.web.shell import rate_limits
from goodstanding.web.shell.auth import now
from goodstanding.web.shell.form_views import attempt
from goodstanding.web.sign_in import branch_cookie
from goodstanding.web.sign_in.forms.requests import AskToSignIn
from goodstanding.web.sign_in.presenters import helpers


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """What to do without a way in; on a device whose visit has ended, with the people of its owner's branch."""
    form = AskToSignIn(request.POST or None)
    if request.method == "POST":
        rate_limits.address_try(request, rate_limits.SIGN_IN_REQUEST)
        if attempt(form, lambda data: sign_in_requests.ask(at=now(), **data)):
            messages.success(request, _asked())
            return redirect("sign_in_help")
    unit = branch_cookie.unit_of(request)
    return _help(request, unit, form, status=422 if form.errors else 200)


@require_safe
def branch(request: HttpRequest, key: str) -> HttpResponse:
    """The people of a branch, at the secret address that hangs in its rooms."""
    unit = unit_contacts.unit_of_key(key)
    if unit is None:
        raise Http404
    return _help(request, unit, AskToSignIn(), status=200)


def _help(request: HttpRequest, unit: Unit | None, form: AskToSignIn, *, status: int) -> HttpResponse:
    context: dict[str, Any] = {"title": _("I cannot sign in"), "form": form}
    if unit is not None:
        context["card"] = helpers.card(unit_contacts.helpers(unit, today(now())))
    answer = render(request, "sign_in/help/page.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _asked() -> str:
    return _("Your request is saved. If number and name are a member's, their branch is notified now and calls them.")

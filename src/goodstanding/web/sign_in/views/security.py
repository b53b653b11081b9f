"""The way in: what an office needs, what a printed code does, and where one's own passkeys and sessions are."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LogoutView
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.actions.sign_in import invitations
from goodstanding.models import Account
from goodstanding.web.shell import rate_limits
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import attempt
from goodstanding.web.sign_in import branch_cookie
from goodstanding.web.sign_in.forms.security import UseCode


class SignOut(LogoutView):
    """Ends the visit, and leaves nothing of it on the device."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Signs out; the browser drops what pages kept: check-ins that were not delivered, and whose they were."""
        answer: HttpResponse = super().post(*args, **kwargs)
        answer["Clear-Site-Data"] = '"storage"'
        branch_cookie.forget(answer)
        return answer


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """Passkeys, the authenticator app, codes, the password, and where one is signed in."""
    entries = [
        ("mfa_list_webauthn", _("Passkeys"), _("Sign in with your device's fingerprint, face or PIN"), "key"),
        ("mfa_activate_totp", _("Authenticator app"), _("A code that changes every half minute"), "phone"),
        ("mfa_view_recovery_codes", _("Recovery codes"), _("For the day when the device is lost"), "print"),
        ("account_change_password", _("Password"), _("Change it"), "edit"),
        ("usersessions_list", _("My signed-in devices"), _("Sign out on other devices"), "shield"),
    ]
    links = [
        {"url": reverse(name), "label": label, "detail": detail, "icon": icon}
        for name, label, detail, icon in entries
        if _is_open(request, name)
    ]
    context = {"title": _("Security and devices"), "here": "me", "back_url": reverse("me"), "links": links}
    return render(request, "sign_in/security/overview.html", context)


def _is_open(request: HttpRequest, name: str) -> bool:
    """Recovery codes only help the person who has a second step."""
    return name != "mfa_view_recovery_codes" or is_mfa_enabled(request.user)


@require_safe
@own_page
def needed(request: HttpRequest) -> HttpResponse:
    """Why an office needs a second step, and how to get it."""
    if viewer(request).verified:
        return redirect("desk")
    title = _("Your office needs a second sign-in step")
    return render(request, "sign_in/security/needed.html", {"title": title, "has_factor": is_mfa_enabled(request.user)})


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def use_code(request: HttpRequest) -> HttpResponse:
    """Exchanges a printed code for a password, and signs in."""
    form = UseCode(request.POST or None)
    if request.method != "POST":
        return render(request, "sign_in/security/code.html", {"form": form})
    permit = rate_limits.address_try(request, rate_limits.INVITATION)
    found: dict[str, Account] = {}

    def accept(data: dict[str, Any]) -> None:
        found["account"] = invitations.accept(code=data["code"], password=data["password"], at=now())

    if attempt(form, accept):
        rate_limits.give_back(permit)
        login(request, found["account"])
        record_authentication(request, found["account"], method="password")
        answer = redirect("home")
        rate_limits.remember_browser(request, answer, found["account"])
        branch_cookie.remember(answer, found["account"])
        return answer
    return render(request, "sign_in/security/code.html", {"form": form}, status=422)

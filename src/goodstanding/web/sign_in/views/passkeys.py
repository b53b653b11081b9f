"""Pages of passkeys: the sign-in library's, asking with our challenges and checked by our rules."""

from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.internal.templatekit import get_entrance_context_data
from allauth.mfa import app_settings
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as library
from allauth.mfa.webauthn.internal import flows
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from goodstanding.actions.sign_in import passkeys
from goodstanding.models import Account, Challenge
from goodstanding.web.shell import rate_limits
from goodstanding.web.shell.auth import now
from goodstanding.web.shell.presenters import terms
from goodstanding.web.sign_in import webauthn_options
from goodstanding.web.sign_in.factor_changes import goes_on, watched
from goodstanding.web.sign_in.forms.passkeys import AddPasskey, ConfirmWithPasskey, SignInWithPasskey, UsePasskey

Purpose = Challenge.Purpose


class PasskeyOverview(library.ListWebAuthnView):
    """One's own passkeys."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page; each passkey leads to where it is renamed or removed."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "entries": [_entry(authenticator) for authenticator in context["authenticators"].order_by("pk")]
        }


class Add(library.AddWebAuthnView):
    """Makes a passkey."""

    form_class = AddPasskey

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page, with what the browser is asked to make."""
        context: dict[str, Any] = FormView.get_context_data(self, **kwargs)
        account = cast(Account, self.request.user)
        context["js_data"] = {"creation_options": webauthn_options.ask_to_make(self.request, account)}
        context["goes_on"] = goes_on(self.request)
        return context

    def form_valid(self, form: AddPasskey) -> HttpResponse:
        """Keeps it, whole or not at all."""
        assert form.new_passkey is not None
        sent = form.cleaned_data
        with watched(self.request):
            authenticator, codes = flows.add_authenticator(
                self.request, name=sent["name"], credential=sent["credential"]
            )
            passkeys.keep(form.new_passkey, authenticator=authenticator, at=now())
        after = goes_on(self.request)
        if not codes:
            return redirect(after or "mfa_index")
        # The codes are shown at once, whatever comes after them.
        address = reverse("mfa_view_recovery_codes")
        return redirect(f"{address}?{urlencode({'next': after})}" if after else address)


class Remove(library.RemoveWebAuthnView):
    """Takes a passkey away."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Takes it away with the visits that it opened, and leaves a line of it."""
        with watched(self.request):
            passkeys.removed(self.get_object(), at=now())
            return super().form_valid(form)


class PasskeySignIn(library.LoginWebAuthnView):
    """The passkey alone."""

    form_class = SignInWithPasskey

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the browser is asked for; asked by a script of the sign-in page."""
        del args, kwargs
        if request.headers.get("Accept") != "application/json":
            return redirect(reverse("account_login"))
        rate_limits.address_try(request, rate_limits.CHALLENGE)
        return JsonResponse({"request_options": webauthn_options.ask_to_use(request, Purpose.SIGN_IN, None)})


class ConfirmByPasskey(library.ReauthenticateWebAuthnView):
    """Once more, before something that matters."""

    form_class = ConfirmWithPasskey

    def form_invalid(self, form: ConfirmWithPasskey) -> HttpResponse:
        """Says why, and asks again."""
        for error in form.errors.get("credential", []):
            messages.error(self.request, str(error))
        return redirect(self.passthrough_next_url(reverse("mfa_reauthenticate_webauthn")))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page, with what the browser is asked for."""
        context: dict[str, Any] = super(library.ReauthenticateWebAuthnView, self).get_context_data(**kwargs)
        account = cast(Account, self.request.user)
        context["js_data"] = {"request_options": webauthn_options.ask_to_use(self.request, Purpose.CONFIRM, account)}
        return context


class SecondStep(AuthenticateView):
    """After the password: a code, or a passkey."""

    webauthn_form_class = UsePasskey

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page, with what the browser is asked for."""
        context: dict[str, Any] = TemplateView.get_context_data(self, **kwargs)
        options = webauthn_options.ask_to_use(self.request, Purpose.SECOND_STEP, self.stage.login.user)
        return (
            context
            | get_entrance_context_data(self.request)
            | {
                "form": self.auth_form,
                "webauthn_form": self.webauthn_form,
                "MFA_SUPPORTED_TYPES": app_settings.SUPPORTED_TYPES,
                "js_data": {"request_options": options},
            }
        )


def _entry(factor: Authenticator) -> dict[str, str]:
    used = factor.last_used_at
    return {
        "url": reverse("mfa_edit_webauthn", args=[factor.pk]),
        "icon": "key",
        "label": str(factor),
        "detail": _("Used last %(when)s") % {"when": terms.said_moment(used)} if used else _("Not used yet"),
    }

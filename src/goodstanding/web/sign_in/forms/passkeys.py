"""Forms that a passkey fills in: what the browser sends is checked by all of our rules, once, with its challenge."""

from typing import Any

from allauth.core import context
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodstanding.actions.sign_in import passkeys
from goodstanding.models import Account, Challenge
from goodstanding.proofs.passkey_assertion import NotProven
from goodstanding.proofs.passkey_registration import NewPasskey
from goodstanding.web.shell import rate_limits
from goodstanding.web.shell.auth import now
from goodstanding.web.sign_in import webauthn_options

Purpose = Challenge.Purpose


class AddPasskey(forms.Form):
    """A new passkey, and what its owner calls it."""

    name = forms.CharField(label=gettext_lazy("Name for it"), max_length=60, required=False)
    credential = forms.JSONField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Account, **kwargs: Any) -> None:
        self.user = user
        self.new_passkey: NewPasskey | None = None
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        """A passkey that exists by now is not turned away for want of a name."""
        return self.cleaned_data["name"] or _("My passkey")

    def clean_credential(self) -> Any:
        """The registration as it was sent, when it proves what it should."""
        sent, request = self.cleaned_data["credential"], context.request
        challenge = webauthn_options.challenge_of(request)
        try:
            self.new_passkey = passkeys.check_new(
                sent,
                challenge=challenge,
                account=self.user,
                origin=settings.ORIGIN,
                rp_id=settings.RP_ID,
                at=now(),
            )
        except NotProven as refusal:
            raise forms.ValidationError(_("The passkey could not be saved. Please try again."), "refused") from refusal
        return sent


class UsePasskey(forms.Form):
    """A passkey that answers a challenge."""

    purpose = Purpose.SECOND_STEP
    passwordless = reauthenticated = False
    credential = forms.JSONField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Account | None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_credential(self) -> Authenticator:
        """The passkey that was used."""
        request: HttpRequest = context.request
        permit = rate_limits.address_try(request, rate_limits.PASSKEY)
        try:
            used = passkeys.use(
                self.cleaned_data["credential"],
                challenge=webauthn_options.challenge_of(request),
                purpose=self.purpose,
                account=self.user,
                origin=settings.ORIGIN,
                rp_id=settings.RP_ID,
                at=now(),
            )
        except NotProven as refusal:
            text = _("The passkey was not accepted. Please try again, or sign in another way.")
            raise forms.ValidationError(text, "refused") from refusal
        rate_limits.give_back(permit)
        return used

    def save(self) -> None:
        """The visit counts as opened, or confirmed, with it."""
        post_authentication(
            context.request,
            self.cleaned_data["credential"],
            reauthenticated=self.reauthenticated,
            passwordless=self.passwordless,
        )


class SignInWithPasskey(UsePasskey):
    """The passkey alone: it says whose it is."""

    purpose, passwordless = Purpose.SIGN_IN, True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=None, **kwargs)


class ConfirmWithPasskey(UsePasskey):
    """Once more, before something that matters."""

    purpose, reauthenticated = Purpose.CONFIRM, True

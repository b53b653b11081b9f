"""Pages of the authenticator app and of recovery codes: the sign-in library's, with what a change leads to."""

from typing import Any, cast

from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.http import HttpResponse

from goodstanding.web.sign_in.factor_changes import goes_on, watched


class ActivateApp(totp.ActivateTOTPView):
    """Sets an authenticator app up."""

    def form_valid(self, form: Any) -> HttpResponse:
        """From now on its codes are good, and its owner is told."""
        with watched(self.request):
            return cast(HttpResponse, super().form_valid(form))


class GiveUpApp(totp.DeactivateTOTPView):
    """Gives an authenticator app up."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Its codes open nothing any more, and neither do the visits that they opened."""
        with watched(self.request):
            return cast(HttpResponse, super().form_valid(form))


class MakeCodes(codes.GenerateRecoveryCodesView):
    """Makes new recovery codes; the old ones are good no more."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Neither are the visits that an old one opened."""
        with watched(self.request):
            return cast(HttpResponse, super().form_valid(form))


class ViewCodes(codes.ViewRecoveryCodesView):
    """Shows new recovery codes, once."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page, and where its reader goes on."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"goes_on": goes_on(self.request)}

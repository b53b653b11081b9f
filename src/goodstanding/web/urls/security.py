"""Addresses of the way in. Of the sign-in library only what is used is open; there is no signing up."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as library
from django.urls import path
from django.views.generic import RedirectView

from goodstanding.web.sign_in.views import factors, passkeys, security, sign_in_help, visits

urlpatterns = [
    path("security/", security.overview, name="security"),
    path("security/needed/", security.needed, name="security_needed"),
    path("welcome/code/", security.use_code, name="use_code"),
    path("welcome/help/", sign_in_help.page, name="sign_in_help"),
    path("welcome/help/<str:key>/", sign_in_help.branch, name="branch_help"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", security.SignOut.as_view(), name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/sessions/", visits.SessionsOverview.as_view(), name="usersessions_list"),
    path("accounts/factors/", RedirectView.as_view(pattern_name="security"), name="mfa_index"),
    path("accounts/factors/use/", passkeys.SecondStep.as_view(), name="mfa_authenticate"),
    path("accounts/factors/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/app/activate/", factors.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("accounts/app/deactivate/", factors.GiveUpApp.as_view(), name="mfa_deactivate_totp"),
    path("accounts/codes/", factors.ViewCodes.as_view(), name="mfa_view_recovery_codes"),
    path("accounts/codes/generate/", factors.MakeCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("accounts/codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("accounts/passkeys/", passkeys.PasskeyOverview.as_view(), name="mfa_list_webauthn"),
    path("accounts/passkeys/add/", passkeys.Add.as_view(), name="mfa_add_webauthn"),
    path("accounts/passkeys/confirm/", passkeys.ConfirmByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("accounts/passkeys/login/", passkeys.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("accounts/passkeys/<int:pk>/remove/", passkeys.Remove.as_view(), name="mfa_remove_webauthn"),
    path("accounts/passkeys/<int:pk>/edit/", library.edit_webauthn, name="mfa_edit_webauthn"),
]

"""Forms for the way in."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, SetPasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from goodstanding.web.shell import rate_limits


class SignInForm(LoginForm):
    """A member number or an e-mail address, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Member number or e-mail")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


def _ask_for_new(fields: dict[str, forms.Field]) -> None:
    """Says plainly what is asked for where a password is chosen; above each field, and nowhere inside it."""
    fields["password1"].label = _("New password")
    fields["password1"].help_text = _("At least 10 characters; a sentence is easy to remember.")
    fields["password2"].label = _("The new password once more")
    for field in fields.values():
        field.widget.attrs.pop("placeholder", None)


class SetPassword(SetPasswordForm):
    """A first password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_new(self.fields)


class ChangePassword(ChangePasswordForm):
    """The old password, which is as good to guess here as anywhere, and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_new(self.fields)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["oldpassword"].help_text = ""

    def clean_oldpassword(self) -> str:
        """The old password, which counts as a try unless it is right."""
        permit = rate_limits.password_try(context.request, self.user.login)
        old: str = super().clean_oldpassword()
        rate_limits.give_back(permit)
        return old


class _Code(BaseAuthenticateForm):
    """A code of an app or from the list. The library takes care that each is good once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of the app, or recovery code")
        self.fields["code"].widget.attrs.pop("placeholder", None)

    def clean_code(self) -> str:
        """The code, which counts as a try unless it is right."""
        permit = rate_limits.second_step_try(context.request, self.user)
        code: str = super().clean_code()
        rate_limits.give_back(permit)
        return code


class SecondStepCode(_Code, AuthenticateForm):
    """A code after the password."""


class ConfirmCode(_Code, ReauthenticateForm):
    """A code once more, before something that matters."""


class FirstCode(ActivateTOTPForm):
    """The first code that a new app shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code that the app shows now")
        self.fields["code"].widget.attrs.pop("placeholder", None)


class UseCode(forms.Form):
    """A printed code, and the password that it is exchanged for."""

    code = forms.CharField(
        label=_("Code from the invitation"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        help_text=_("At least 10 characters; a sentence is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

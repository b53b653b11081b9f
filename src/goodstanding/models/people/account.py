"""Accounts: with what a person signs in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from goodstanding.models.people.member import Member
from goodstanding.models.public_id import IsGiven


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their sign-in name, in any case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account with this sign-in name."""
        return self.get(login__iexact=username)


class Account(AbstractBaseUser):
    """A way in. Members sign in with their number or e-mail; people who are no members have a name of their own."""

    class Theme(models.TextChoices):
        """How screens look."""

        AUTO = "auto"
        LIGHT = "light"
        DARK = "dark"

    login = models.CharField(max_length=60, unique=True)
    email = models.EmailField(null=True, blank=True, unique=True)
    member = models.OneToOneField(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="account")
    name = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=10, blank=True, default="")
    theme = models.CharField(max_length=5, choices=Theme.choices, default=Theme.AUTO)
    large_type = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    #: Who made the invitation through which the present way in was made; none for the system.
    invited_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: When every way in was last taken away: what was shown or handed out before that is good no more.
    shut_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(name="account_login_is_given", condition=IsGiven("login")),
            models.UniqueConstraint(Lower("login"), name="account_login_any_case"),
            models.UniqueConstraint(Lower("email"), name="account_email_any_case"),
            models.CheckConstraint(name="account_has_a_name", condition=Q(member__isnull=False) | ~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """What others read."""
        return self.member.name if self.member else self.name

    def clean(self) -> None:
        """Keeps an empty e-mail as none, so that many can have none."""
        self.email = self.email or None

    def get_session_auth_hash(self) -> str:
        """What ends every session when it changes: the password, or the account being closed."""
        return super().get_session_auth_hash()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves; an empty e-mail is none."""
        self.email = self.email or None
        super().save(*args, **kwargs)

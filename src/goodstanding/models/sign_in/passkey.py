"""Passkeys: what is known of a credential besides what the sign-in library stores."""

from django.db import models
from django.db.models import Q


class Passkey(models.Model):
    """One credential. It belongs to one account only, and what its signatures say of it moves on with each use.

    public_key: as DER (SubjectPublicKeyInfo), read from the registration when the passkey was added.
    """

    authenticator = models.OneToOneField("mfa.Authenticator", on_delete=models.CASCADE, related_name="passkey")
    #: As browsers write it: base64url without padding; at most 1023 bytes.
    credential_id = models.CharField(max_length=1364, unique=True)
    public_key = models.BinaryField()
    sign_count = models.PositiveBigIntegerField(default=0)
    can_be_backed_up = models.BooleanField()
    is_backed_up = models.BooleanField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="passkey_backed_up_can_be", condition=Q(is_backed_up=False) | Q(can_be_backed_up=True)
            ),
            models.CheckConstraint(name="passkey_has_its_public_key", condition=~Q(public_key=b"")),
        ]

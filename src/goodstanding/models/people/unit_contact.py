"""How the people who look after a unit are reached: for members who cannot sign in, on a page with a secret address."""

from django.conf import settings
from django.db import models

from goodstanding.models.people.unit import Unit
from goodstanding.models.public_id import IsKey, new_key


class UnitContact(models.Model):
    """What a unit says of how it is reached. The key is the address of its page: it hangs in the branch's own rooms."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="contact")
    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    #: Meant to be read by the branch's members before they sign in, so neither is sealed.
    phone = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=300, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(name="unit_contact_key", condition=IsKey("key"))]

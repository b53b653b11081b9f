"""The file that is sent with a form."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from goodstanding.actions.operations.attachments import MOST_BYTES, Attached
from goodstanding.actions.refusal import ActionRefused


def attached(request: HttpRequest, data: dict[str, Any]) -> Attached | None:
    """The file of a form, as much of it as shows that it is too large. Raises ActionRefused where it is by far."""
    if getattr(request, "too_large", False):
        raise ActionRefused(_("The file is larger than 5 MB."), "attachment")
    file = data["attachment"]
    return Attached(file.name or "", file.read(MOST_BYTES + 1)) if file else None

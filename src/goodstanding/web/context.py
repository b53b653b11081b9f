"""What every template can use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """The look that the visitor chose, and what this installation is."""
    account = getattr(request, "user", None)
    return {
        "theme": getattr(account, "theme", "auto"),
        "large_type": getattr(account, "large_type", False),
        "is_demo": settings.DEMO,
    }

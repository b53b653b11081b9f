"""Which step a form was sent from: its page says so, and what came since is not passed over."""

from django.http import HttpRequest

_MOST_DIGITS = 18


def seen_in(request: HttpRequest) -> int | None:
    """The last step on the page that sent this; none where it does not say."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None

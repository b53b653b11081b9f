"""Drops letters that nobody sees from what people send, before any page reads it.

It stands here and not in a kind of field, because forms of the sign-in library and pages that read one value themselves
must not differ from the others.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from goodstanding.names.unseen import typed

#: Nobody can see what they typed here, and what they chose must stay what it is.
_UNTOUCHED = "password"


class Typed:
    """Cleans the fields of a form and of an address."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return self._answer(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """After it is known that the form is one of ours (CSRF), and before the view."""
        request.GET = _cleaned(request.GET)
        if request.method == "POST":
            request.POST = _cleaned(request.POST)


def _cleaned(sent: Any) -> Any:
    found = [(name, _value(name, value)) for name, values in sent.lists() for value in values]
    if found == [(name, value) for name, values in sent.lists() for value in values]:
        return sent
    clean = QueryDict(mutable=True)
    for name, value in found:
        clean.appendlist(name, value)
    clean._mutable = False
    return clean


def _value(name: str, value: str) -> str:
    return value if _UNTOUCHED in name else typed(value)

"""Pages for what goes wrong: said in a sentence, without a word about the inside."""

import sys
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goodstanding.actions.sign_in.rate_limits import RateLimited
from goodstanding.web.shell import failing_pages
from goodstanding.web.shell.auth import now


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known, but not for this visitor."""
    del exception
    return _said(request, "403.html", _("You may not do this"), 403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: unknown and foreign things alike."""
    del exception
    return _said(request, "404.html", _("This page is not here"), 404)


def too_many(request: HttpRequest, exception: RateLimited) -> HttpResponse:
    """429: too many tries; says when there is one again."""
    seconds = max(1, ceil((exception.until - now()).total_seconds()))
    answer = _said(request, "429.html", _("Please wait a little"), 429, minutes=ceil(seconds / 60))
    answer["Retry-After"] = str(seconds)
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 507 where a disk is full: our fault."""
    # Django calls this while it deals with the error.
    return failing_pages.broken(request, sys.exc_info()[1])


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from one of our pages."""
    del reason
    return _said(request, "403.html", _("This page has expired"), 403, stale_form=True)


def _said(request: HttpRequest, template: str, title: str, status: int, **more: Any) -> HttpResponse:
    """The page in the shell of the visitor's other pages; before signing in, on a card.

    Nothing is counted for it: what goes wrong, and may go wrong often, costs little.
    """
    user = getattr(request, "user", None)
    layout = "phone.html" if user is not None and user.is_authenticated else "public.html"
    content = {"title": title, "layout": layout, "open_count": 0}
    return render(request, template, content | more, status=status)

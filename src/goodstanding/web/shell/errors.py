"""Pages for what goes wrong: said in a sentence, without a word about the inside."""

import sys
from math import ceil

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodstanding.actions.sign_in.rate_limits import RateLimited
from goodstanding.web.shell import failing_pages
from goodstanding.web.shell.auth import now


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known, but not for this visitor."""
    del exception
    return render(request, "403.html", status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: unknown and foreign things alike."""
    del exception
    return render(request, "404.html", status=404)


def too_many(request: HttpRequest, exception: RateLimited) -> HttpResponse:
    """429: too many tries; says when there is one again."""
    seconds = max(1, ceil((exception.until - now()).total_seconds()))
    answer = render(request, "429.html", {"minutes": ceil(seconds / 60)}, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 507 where a disk is full: our fault."""
    # Django calls this while it deals with the error.
    return failing_pages.broken(request, sys.exc_info()[1])


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from one of our pages."""
    del reason
    return render(request, "403.html", {"stale_form": True}, status=403)

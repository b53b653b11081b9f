"""What happens around every page."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from goodstanding.actions.sign_in.rate_limits import RateLimited
from goodstanding.queries.people.organization import one_visit, the_organization
from goodstanding.web.shell import errors

Answer = Callable[[HttpRequest], HttpResponse]


class Visit:
    """Sets the organization's clock and the visitor's language, and keeps personal pages out of every store."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        with one_visit():
            return self._visited(request)

    def _visited(self, request: HttpRequest) -> HttpResponse:
        organization = the_organization()
        language = getattr(request.user, "language", "")
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(ZoneInfo(organization.time_zone) if organization else None):
            response = self._answer(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        response["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"
        if language:
            response["Content-Language"] = translation.get_language() or language
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Too many tries are a page, wherever they were counted."""
        return errors.too_many(request, exception) if isinstance(exception, RateLimited) else None

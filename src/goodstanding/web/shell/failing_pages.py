"""What a visitor gets when a page fails: a sentence and a reference that stands in the log too, never the inside.

As a page, as a fragment where htmx asked, as JSON where a script did. The database is not asked: it may be what fails.
"""

import logging
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext as _

from goodstanding.engine.disk import is_full

log = logging.getLogger(__name__)
FAILED, FULL = 500, 507
#: After how many seconds a script may try again on a full disk.
_AGAIN_S = "60"


def broken(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """The answer to a page that failed with an error."""
    reference = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper()
    full = is_full(error)
    facts = {"reference": reference, "path": request.path, "what": "disk full" if full else type(error).__name__}
    log.error("a page failed", exc_info=error, extra={"facts": facts})
    with translation.override(_language(request)):
        answer = _answer(request, reference, FULL if full else FAILED)
    answer["X-Reference"], answer["Cache-Control"] = reference, "no-store"
    if full:
        answer["Retry-After"] = _AGAIN_S
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


def _answer(request: HttpRequest, reference: str, status: int) -> HttpResponse:
    if _is_script(request):
        text = _full() if status == FULL else _failed()
        return JsonResponse(
            {"state": "failed", "text": f"{text} {_('Reference:')} {reference}", "reference": reference}, status=status
        )
    name = "parts/layout/failed.html" if request.headers.get("HX-Request") == "true" else "500.html"
    # Whether there is a visit is asked of the browser alone.
    layout = "phone.html" if settings.SESSION_COOKIE_NAME in request.COOKIES else "public.html"
    context = {"title": _("Something went wrong on our side"), "layout": layout, "reference": reference}
    context["product"] = _("Goodstanding")
    context["full"] = _full() if status == FULL else ""
    return HttpResponse(loader.get_template(name).render(context), status=status)


def _failed() -> str:
    return _("Something went wrong on our side. What you had already saved is safe; please try again.")


def _full() -> str:
    return _("Our disk is full, so nothing can be saved now. What you had already saved is safe; tell the operator.")


def _is_script(request: HttpRequest) -> bool:
    types = f"{request.headers.get('Content-Type', '')} {request.headers.get('Accept', '')}"
    return "application/json" in types


def _language(request: HttpRequest) -> str:
    """The visitor's, where the page got so far as to know it; else what the browser asks for."""
    known = getattr(request, "LANGUAGE_CODE", "")
    try:
        return known or translation.get_language_from_request(request)
    except Exception:  # The cookie or header itself may be what is wrong.
        return settings.LANGUAGE_CODE

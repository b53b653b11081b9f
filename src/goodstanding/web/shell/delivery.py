"""Forms that a phone delivers long after they were filled in: answered in JSON, because no page waits for them."""

from datetime import timedelta

from django.http import HttpRequest, JsonResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from goodstanding.web.shell.auth import now
from goodstanding.web.shell.presenters import terms

HEADER = "X-Delivery"
_JUST_NOW, _LONG_AGO = timedelta(minutes=2), timedelta(days=366)


def is_delivery(request: HttpRequest) -> bool:
    """Whether a script sends this form and reads the answer itself."""
    return HEADER in request.headers


def written_before(request: HttpRequest) -> str:
    """When it was written, by the phone's clock, as a line below its words; empty where that was just now.

    It proves nothing; the person who judges the work reads it.
    """
    moment = parse_datetime(request.POST.get("written_at", "")[:40]) if is_delivery(request) else None
    if moment is None or moment.tzinfo is None or not _JUST_NOW < now() - moment < _LONG_AGO:
        return ""
    return "\n\n" + _("Written without signal, %(moment)s by the phone's clock.") % {
        "moment": terms.said_moment(moment)
    }


def taken(url: str) -> JsonResponse:
    """It is done; url: where that is shown."""
    return JsonResponse({"url": url})


def refused(said: str) -> JsonResponse:
    """It will never be done; said: why."""
    return JsonResponse({"said": said}, status=422)

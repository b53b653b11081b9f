"""Forms that a phone delivers long after they were filled in: answered in JSON, because no page waits for them."""

from datetime import UTC, datetime, timedelta

from django.core import signing
from django.http import HttpRequest, JsonResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from goodstanding.proofs.venue_code import DELIVERY
from goodstanding.web.shell.auth import now
from goodstanding.web.shell.presenters import terms

HEADER = "X-Delivery"
_SALT = "goodstanding.delivery"
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


def served(request: HttpRequest) -> str:
    """A ticket for a form of this page: to which account it was served and when, signed, by the server's clock."""
    return signing.dumps([request.user.pk, request.path, now().timestamp()], salt=_SALT)


def finished_at(request: HttpRequest) -> datetime | None:
    """When a form was finished without signal, as the phone says, where that can be; None where the moment of the
    delivery counts.

    As with a roll without signal, the phone's clock decides nothing by itself: the server knows when the form was
    served and when it came in, and the moment lies between the two, which are eight days apart at the most.
    """
    moment = parse_datetime(request.POST.get("written_at", "")[:40]) if is_delivery(request) else None
    if moment is None or moment.tzinfo is None:
        return None
    try:
        account, path, stamp = signing.loads(request.POST.get("served", "")[:400], salt=_SALT, max_age=DELIVERY)
        since = datetime.fromtimestamp(stamp, UTC)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    is_its_own = (account, path) == (request.user.pk, request.path)
    return moment if is_its_own and since <= moment <= now() else None


def taken(url: str) -> JsonResponse:
    """It is done; url: where that is shown."""
    return JsonResponse({"url": url})


def refused(said: str) -> JsonResponse:
    """It will never be done; said: why."""
    return JsonResponse({"said": said}, status=422)

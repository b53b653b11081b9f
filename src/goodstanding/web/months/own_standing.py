"""Which month of their own standing a visitor asks for."""

import re

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from goodstanding.engine.period import month_of, parse_month
from goodstanding.models import Member, Standing
from goodstanding.queries.months import standings
from goodstanding.queries.months.own import OwnMonth, published, running
from goodstanding.web.shell.auth import viewer

_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


def myself(request: HttpRequest) -> Member:
    """The member that the visitor is. Raises Http404 where they are none."""
    account = viewer(request).account
    member = get_object_or_404(Member.objects.select_related("unit"), account=account)
    # What else on the page asks for the account's member has it then, with its unit.
    account.member = member
    return member


def month_in(text: str) -> int:
    """The month of an address. Raises Http404 where it is none."""
    try:
        return parse_month(text)
    except ValueError as error:
        raise Http404 from error


def of_month(request: HttpRequest, text: str) -> tuple[Standing | None, OwnMonth | None]:
    """A month as it is published, or the running one; with `?issue=` an issue that another has taken the place of.

    A standing without anything to show: the line is there and cannot be explained. Raises Http404 for any other.
    """
    member, month, today = myself(request), month_in(text), viewer(request).on
    if number := request.GET.get("issue", ""):
        older = standings.replaced_issue(member, month, int(number)) if _NUMBER.fullmatch(number) else None
        if older is None:
            raise Http404
        return older, published(older)
    standing = standings.of_month(member, month)
    if standing is not None:
        return standing, published(standing)
    if month != month_of(today):
        raise Http404
    found = running(member, today)
    if found is None:
        raise Http404
    return None, found[1]

"""What a member's own pages of care have in common."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from goodstanding.engine.scheme.care import Care
from goodstanding.models import Member
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.auth import viewer


def rules() -> Care:
    """Returns what the rules say of staying in touch. Raises Http404 where they say nothing."""
    found = the_scheme().care
    if found is None:
        raise Http404
    return found


def oneself(request: HttpRequest) -> Member:
    """Returns the member of the signed-in account. Raises Http404 for an account without a member."""
    return get_object_or_404(Member.objects.select_related("unit"), pk=viewer(request).member_id, left_on=None)


def own_head(title: str, back: str = "my_talks") -> dict[str, Any]:
    """The title of a page, and the way back."""
    return {"title": title, "here": "me", "back_url": reverse(back), "shell": "phone.html"}

"""What a member's own pages of service have in common."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from goodstanding.models import Member
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.auth import viewer


def oneself(request: HttpRequest) -> Member:
    """Returns the member of the signed-in account. Raises Http404 for an account without a member, or without rules."""
    if the_scheme().service is None:
        raise Http404
    return get_object_or_404(Member.objects.select_related("unit"), pk=viewer(request).member_id, left_on=None)


def own_head(title: str, back: str = "my_service") -> dict[str, Any]:
    """The title of a page, and the way back."""
    return {"title": title, "here": "me", "back_url": reverse(back), "shell": "phone.html"}

"""What pages of ballots share: a ballot of the viewer's own, and what a script sends."""

import json
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from goodstanding.models import Ballot
from goodstanding.queries.ballots import ballots
from goodstanding.web.shell.auth import viewer


def found(request: HttpRequest, key: str) -> Ballot:
    """A ballot of the viewer's own."""
    return get_object_or_404(ballots.of_member(viewer(request)), key=key)


def sent(request: HttpRequest, name: str) -> Any:
    """What a script sends as JSON in a field; None for anything else."""
    try:
        return json.loads(request.POST.get(name, ""))
    except ValueError:
        return None

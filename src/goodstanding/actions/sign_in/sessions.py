"""Visits: forgotten when they are over."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef


@transaction.atomic
def purge(*, at: datetime) -> int:
    """Forgets sessions that have run out, and lines about sessions that are gone. Gives how many sessions ran out."""
    gone = Session.objects.filter(expire_date__lte=at).delete()[0]
    theirs = Session.objects.filter(session_key=OuterRef("session_key"))
    # A line of today may belong to a person who is signing in at this moment.
    UserSession.objects.filter(~Exists(theirs), last_seen_at__lt=at - timedelta(days=1)).delete()
    return gone

"""Addresses of pages, by the noun they show."""

from goodstanding.web.urls import (
    check_in,
    desk,
    facts,
    invitations,
    meetings,
    members,
    months,
    objections,
    own,
    roster,
    rules,
    security,
    shell,
    standing,
    transfers,
    units,
)

urlpatterns = [
    *shell.urlpatterns,
    *security.urlpatterns,
    *own.urlpatterns,
    *check_in.urlpatterns,
    *standing.urlpatterns,
    *desk.urlpatterns,
    *invitations.urlpatterns,
    *units.urlpatterns,
    *roster.urlpatterns,
    *facts.urlpatterns,
    *meetings.urlpatterns,
    *members.urlpatterns,
    *transfers.urlpatterns,
    *months.urlpatterns,
    *rules.urlpatterns,
    *objections.urlpatterns,
]

"""Addresses of pages, by the noun they show."""

from goodstanding.web.urls import desk, invitations, members, own, security, shell, transfers, units

urlpatterns = [
    *shell.urlpatterns,
    *security.urlpatterns,
    *own.urlpatterns,
    *desk.urlpatterns,
    *invitations.urlpatterns,
    *units.urlpatterns,
    *members.urlpatterns,
    *transfers.urlpatterns,
]

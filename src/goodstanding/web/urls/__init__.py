"""Addresses of pages, by the noun they show."""

from goodstanding.web.urls import desk, invitations, members, months, own, roster, security, shell, transfers, units

urlpatterns = [
    *shell.urlpatterns,
    *security.urlpatterns,
    *own.urlpatterns,
    *desk.urlpatterns,
    *invitations.urlpatterns,
    *units.urlpatterns,
    *roster.urlpatterns,
    *members.urlpatterns,
    *transfers.urlpatterns,
    *months.urlpatterns,
]

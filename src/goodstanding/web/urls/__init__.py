"""Addresses of pages, by the noun they show."""

from goodstanding.web.urls import desk, members, own, shell, transfers, units

urlpatterns = [
    *shell.urlpatterns,
    *own.urlpatterns,
    *desk.urlpatterns,
    *units.urlpatterns,
    *members.urlpatterns,
    *transfers.urlpatterns,
]

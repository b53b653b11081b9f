"""Addresses of transfers."""

from django.urls import path

from goodstanding.web.people.views import transfers

urlpatterns = [
    path("transfers/", transfers.overview, name="transfers"),
    path("transfers/new/", transfers.ask_own, name="transfer_ask_own"),
    path("transfers/<str:key>/", transfers.page, name="transfer"),
    path("transfers/<str:key>/withdraw/", transfers.withdraw, name="transfer_withdraw"),
    path("members/<str:key>/transfer/", transfers.ask, name="transfer_ask"),
]

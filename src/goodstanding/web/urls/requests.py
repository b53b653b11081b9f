"""Addresses of requests: what a unit was asked for from above."""

from django.urls import path

from goodstanding.web.requests.views import unit

urlpatterns = [
    path("units/<str:code>/requests/", unit.page, name="unit_requests"),
    path("units/<str:code>/requests/raise/", unit.lift, name="unit_requests_raise"),
]

"""Addresses of requests: what a unit was asked for from above."""

from django.urls import path

from goodstanding.web.requests.views import burden, unit

urlpatterns = [
    path("desk/workload/", burden.overview, name="burden"),
    path("units/<str:code>/workload/", burden.of_unit, name="unit_burden"),
    path("units/<str:code>/requests/", unit.page, name="unit_requests"),
    path("units/<str:code>/requests/raise/", unit.lift, name="unit_requests_raise"),
]

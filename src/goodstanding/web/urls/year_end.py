"""Addresses of the year's end."""

from django.urls import path

from goodstanding.web.year_end.views import workbench

urlpatterns = [
    path("desk/year-end/", workbench.own, name="year_end"),
    path("units/<str:code>/year-end/", workbench.of_unit, name="unit_year_end"),
    path("units/<str:code>/year-end/report/", workbench.report, name="unit_report"),
]

"""Addresses of what brings rosters in and takes them out."""

from django.urls import path

from goodstanding.web.roster.views import roster, roster_exports
from goodstanding.web.urls.imports import import_addresses

urlpatterns = [
    *import_addresses(roster.PAGES, at_unit="units/<str:code>/members/", at="imports/"),
    path("units/<str:code>/members/export/", roster_exports.export, name="roster_export"),
    path("exports/<str:key>/", roster_exports.download, name="roster_download"),
]

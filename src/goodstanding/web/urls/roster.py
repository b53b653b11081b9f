"""Addresses of what brings rosters in and takes them out."""

from django.urls import path

from goodstanding.web.views import roster, roster_exports

urlpatterns = [
    path("units/<str:code>/members/import/", roster.bring, name="roster_import"),
    path("units/<str:code>/members/template/", roster.template, name="roster_template"),
    path("units/<str:code>/members/export/", roster_exports.export, name="roster_export"),
    path("imports/<str:key>/", roster.page, name="roster_import_page"),
    path("imports/<str:key>/write/", roster.write, name="roster_import_write"),
    path("imports/<str:key>/give-up/", roster.give_up, name="roster_import_give_up"),
    path("imports/<str:key>/refused/", roster.refusals, name="roster_refusals"),
    path("exports/<str:key>/", roster_exports.download, name="roster_download"),
]

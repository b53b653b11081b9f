"""Addresses of dossiers: a member's own copies, the check of a document, and the desk."""

from django.urls import path

from goodstanding.web.dossiers.views import desk, own

urlpatterns = [
    path("my/dossiers/", own.page, name="my_dossiers"),
    path("my/dossiers/check/", own.check, name="dossier_check"),
    path("my/dossiers/certificate/", own.certificate, name="dossier_certificate"),
    path("desk/dossiers/", desk.overview, name="dossiers"),
    path("desk/dossiers/unit/<str:code>/", desk.unit_page, name="dossiers_unit"),
    path("desk/dossiers/file/<str:key>/", desk.file, name="dossier_file"),
]

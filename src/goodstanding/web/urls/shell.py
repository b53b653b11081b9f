"""Addresses of the shells."""

from django.urls import path

from goodstanding.web.shell.views import shell

urlpatterns = [
    path("", shell.welcome, name="welcome"),
    path("enter/<str:role>/", shell.enter, name="demo_enter"),
    path("language/", shell.set_language, name="set_language"),
    path("display/", shell.set_display, name="set_display"),
    path("manifest.webmanifest", shell.manifest, name="manifest"),
    path("sw.js", shell.service_worker, name="service_worker"),
    path("offline/", shell.offline, name="offline"),
]

"""All addresses."""

from django.urls import include, path

urlpatterns = [path("", include("goodstanding.web.urls"))]
handler403 = "goodstanding.web.shell.errors.forbidden"
handler404 = "goodstanding.web.shell.errors.missing"
handler500 = "goodstanding.web.shell.errors.broken"

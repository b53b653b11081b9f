"""All addresses."""

from django.urls import include, path

urlpatterns = [path("", include("goodstanding.web.urls"))]
handler403 = "goodstanding.web.views.faults.forbidden"
handler404 = "goodstanding.web.views.faults.missing"
handler500 = "goodstanding.web.views.faults.broken"

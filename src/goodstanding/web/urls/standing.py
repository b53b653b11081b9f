"""Addresses of a member's own standing, and of everything that is kept of them."""

from django.urls import path

from goodstanding.web.personal.views import everything, standing, standing_months

urlpatterns = [
    path("my/standing/", standing.overview, name="standing"),
    path("my/standing/<str:month>/", standing_months.month_page, name="standing_month"),
    path("my/standing/<str:month>/<str:code>/", standing_months.part, name="standing_line"),
    path("my/everything/", everything.page, name="everything"),
    path("my/everything.json", everything.as_json, name="everything_json"),
    path("my/everything.pdf", everything.as_pdf, name="everything_pdf"),
]

"""Addresses of a member's own record: points, all data, who viewed it; and where its pages stood before."""

from django.urls import path
from django.views.generic import RedirectView

from goodstanding.web.personal.views import everything, own, standing, standing_months


def _moved(old: str, to: str) -> object:
    """An address that may be bookmarked; it leads to where the page stands now, with its query."""
    view = RedirectView.as_view(pattern_name=to, permanent=True, query_string=True)
    return path(old, view, name=f"moved_{to}")


urlpatterns = [
    path("my/record/", standing.overview, name="my_record"),
    path("my/record/data/", everything.page, name="my_data"),
    path("my/record/data.json", everything.as_json, name="my_data_json"),
    path("my/record/data.pdf", everything.as_pdf, name="my_data_pdf"),
    path("my/record/views/", own.record_viewers, name="my_record_viewers"),
    path("my/record/<str:month>/", standing_months.month_page, name="standing_month"),
    path("my/record/<str:month>/<str:code>/", standing_months.part, name="standing_line"),
    _moved("my/standing/", "my_record"),
    _moved("my/standing/<str:month>/", "standing_month"),
    _moved("my/standing/<str:month>/<str:code>/", "standing_line"),
    _moved("my/everything/", "my_data"),
    _moved("my/everything.json", "my_data_json"),
    _moved("my/everything.pdf", "my_data_pdf"),
]

"""Addresses of the month's end."""

from django.urls import path

from goodstanding.web.months.views import months

urlpatterns = [
    path("desk/months/", months.overview, name="months"),
    path("desk/months/draft/", months.begin, name="month_draft"),
    path("desk/months/<str:key>/", months.page, name="run"),
    path("desk/months/<str:key>/review/", months.review, name="run_review"),
    path("desk/months/<str:key>/answer/", months.answer, name="run_answer"),
    path("desk/months/<str:key>/publish/", months.publish, name="run_publish"),
    path("desk/months/<str:key>/again/", months.draft_again, name="run_again"),
    path("desk/months/<str:key>/withdraw/", months.withdraw, name="run_withdraw"),
]

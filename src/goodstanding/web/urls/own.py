"""Addresses of a member's own pages."""

from django.urls import path

from goodstanding.web.personal.views import own, own_calendar, week

urlpatterns = [
    path("home/", own.home, name="home"),
    path("to-do/", own.to_do, name="to_do"),
    path("to-do/read/", own.read_notices, name="notices_read"),
    path("to-do/confirm/<str:key>/", own.confirm, name="my_confirm"),
    path("to-do/<str:key>/read/", own.read_notice, name="notice_read"),
    path("me/", own.me, name="me"),
    path("my/week/", week.own, name="my_week"),
    path("my/calendar/", own_calendar.page, name="my_calendar"),
    path("calendar/<str:key>/meetings.ics", own_calendar.feed, name="calendar_feed"),
]

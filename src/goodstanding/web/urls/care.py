"""Addresses of care: a member's own talks and contact, and the desk."""

from django.urls import path

from goodstanding.web.care.views import deeds, desk, own, searches

urlpatterns = [
    path("my/talks/", own.overview, name="my_talks"),
    path("my/talks/new/", own.new, name="my_talk_new"),
    path("my/talks/help/", own.help_given, name="my_help_new"),
    path("my/talks/<str:key>/", own.act, name="my_talk"),
    path("my/absence/", own.absence, name="my_absence"),
    path("my/absence/<str:key>/end/", own.absence_end, name="my_absence_end"),
    path("my/contact/<str:key>/", own.contact, name="my_contact"),
    path("my/arrivals/<str:key>/", own.arrival, name="my_arrival"),
    path("desk/care/", desk.overview, name="care"),
    path("units/<str:code>/care/", desk.of_unit, name="unit_care"),
    path("units/<str:code>/talks/new/", deeds.talk, name="talk_new"),
    path("units/<str:code>/contact/new/", deeds.contact, name="contact_new"),
    path("units/<str:code>/absences/new/", deeds.absence, name="absence_new"),
    path("units/<str:code>/searches/new/", searches.new, name="search_new"),
    path("desk/contact/<str:key>/withdraw/", deeds.contact_withdraw, name="contact_withdraw"),
    path("desk/absences/<str:key>/end/", deeds.absence_end, name="absence_end"),
    path("desk/arrivals/<str:key>/", deeds.arrival, name="arrival"),
    path("desk/searches/<str:key>/", searches.page, name="search_for_member"),
    path("desk/searches/<str:key>/found/", searches.found, name="search_found"),
]

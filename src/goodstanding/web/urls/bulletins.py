"""Addresses of announcements: a member's own, and the desk's."""

from django.urls import path

from goodstanding.web.bulletins.views import desk, own

urlpatterns = [
    path("my/announcements/", own.overview, name="my_bulletins"),
    path("my/announcements/<str:key>/", own.page, name="my_bulletin"),
    path("my/announcements/<str:key>/confirm/", own.confirm, name="my_bulletin_confirm"),
    path("desk/announcements/", desk.overview, name="bulletins"),
    path("units/<str:code>/announcements/new/", desk.new, name="bulletin_new"),
    path("desk/announcements/<str:key>/", desk.page, name="bulletin"),
    path("desk/announcements/<str:key>/told/", desk.tell, name="bulletin_tell"),
    path("desk/announcements/<str:key>/withdraw/", desk.withdraw, name="bulletin_withdraw"),
]

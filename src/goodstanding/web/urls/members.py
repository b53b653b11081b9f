"""Addresses of members and offices. A member is named by a random key, never by number or name."""

from django.urls import path

from goodstanding.web.months.views import members as member_pages
from goodstanding.web.months.views import members_list
from goodstanding.web.people.views import members

urlpatterns = [
    path("units/<str:code>/members/", members_list.roster, name="roster"),
    path("units/<str:code>/members/new/", members.enrol, name="member_enrol"),
    path("units/<str:code>/offices/new/", members.grant, name="post_grant"),
    path("members/<str:key>/", member_pages.record, name="member"),
    path("members/<str:key>/correct/", members.correct, name="member_correct"),
    path("members/<str:key>/classes/new/", members.begin_class, name="member_begin_class"),
    path("members/<str:key>/classes/<str:word>/end/", members.end_class, name="member_end_class"),
    path("members/<str:key>/host/", members.host, name="member_host"),
    path("members/<str:key>/leave/", members.leave, name="member_leave"),
    path("posts/<str:key>/end/", members.end_post, name="post_end"),
]

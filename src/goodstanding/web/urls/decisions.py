"""Addresses of decisions: a member's own, and the desk."""

from django.urls import path

from goodstanding.web.decisions.views import desk, own

urlpatterns = [
    path("my/decisions/", own.page, name="my_decisions"),
    path("desk/decisions/", desk.overview, name="decisions"),
    path("desk/decisions/<str:key>/correct/", desk.correct, name="decision_correct"),
    path("desk/decisions/<str:key>/revoke/", desk.revoke, name="decision_revoke"),
    path("desk/decisions/<str:key>/lift/", desk.lift, name="decision_lift"),
    path("members/<str:key>/decisions/", desk.of_member, name="member_decisions"),
    path("members/<str:key>/decisions/new/", desk.new, name="member_decision_new"),
]

"""Addresses of assignments: a member's own, and at the desk."""

from django.urls import path

from goodstanding.web.assignments.views import desk, giving, judging, own

urlpatterns = [
    path("my/assignments/", own.overview, name="my_assignments"),
    path("my/assignments/<str:key>/", own.page, name="my_assignment"),
    path("my/assignments/<str:key>/accept/", own.accept, name="my_assignment_accept"),
    path("my/assignments/<str:key>/decline/", own.decline, name="my_assignment_decline"),
    path("my/assignments/<str:key>/time/", own.more_time, name="my_assignment_time"),
    path("assignments/files/<str:key>/", desk.file, name="assignment_file"),
    path("units/<str:code>/assignments/new/", giving.give, name="assignment_give"),
    path("desk/assignments/", desk.overview, name="assignments"),
    path("desk/assignments/of/<str:key>/", judging.page, name="assignment_of"),
    path("desk/assignments/of/<str:key>/act/", desk.act, name="assignment_act"),
    path("desk/assignments/from-follow-up/<str:key>/", giving.from_follow_up, name="assignment_from_follow_up"),
    path("desk/assignments/<str:key>/", desk.page, name="assignment"),
    path("desk/assignments/<str:key>/accept/", desk.accept_all, name="assignment_accept_all"),
    path("desk/assignments/<str:key>/withdraw/", desk.withdraw, name="assignment_withdraw"),
    path("desk/assignments/<str:key>/informed/", desk.inform, name="assignment_inform"),
]

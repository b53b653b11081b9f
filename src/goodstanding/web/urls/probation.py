"""Addresses of probation: a member's own, and the desk."""

from django.urls import path

from goodstanding.web.probation.views import desk, own

urlpatterns = [
    path("my/probation/", own.page, name="my_probation"),
    path("my/probation/<str:key>/", own.act, name="my_probation_step"),
    path("desk/probation/", desk.overview, name="probations"),
    path("desk/probation/<str:key>/", desk.page, name="probation"),
    path("desk/probation/<str:key>/meeting/", desk.decide_meeting, name="probation_meeting"),
    path("desk/probation/<str:key>/committee/", desk.decide_above, name="probation_committee"),
    path("desk/probation/steps/<str:key>/done/", desk.done, name="probation_done"),
    path("desk/probation/steps/<str:key>/move/", desk.move, name="probation_move"),
    path("desk/probation/steps/<str:key>/undo/", desk.undo, name="probation_undo"),
]

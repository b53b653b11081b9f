"""Addresses of questions and complaints: a member's own, and the desk."""

from django.urls import path

from goodstanding.web.letters.views import desk, own

urlpatterns = [
    path("my/letters/", own.overview, name="my_letters"),
    path("my/letters/new/", own.new, name="my_letter_new"),
    path("my/letters/<str:key>/", own.page, name="my_letter"),
    path("my/letters/<str:key>/settle/", own.settle, name="my_letter_settle"),
    path("my/letters/<str:key>/pass-up/", own.pass_up, name="my_letter_pass_up"),
    path("my/letters/<str:key>/withdraw/", own.withdraw, name="my_letter_withdraw"),
    path("desk/letters/", desk.overview, name="letters"),
    path("members/<str:key>/letters/new/", desk.paper, name="letter_paper"),
    path("desk/letters/<str:key>/", desk.page, name="letter"),
]

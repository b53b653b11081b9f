"""Addresses of ballots: a voter's and a teller's own, and the desk."""

from django.urls import path

from goodstanding.web.ballots.views import desk, own, teller

urlpatterns = [
    path("my/ballots/", own.overview, name="my_ballots"),
    path("my/ballots/<str:key>/", own.page, name="my_ballot"),
    path("my/ballots/<str:key>/vote/", own.vote, name="my_ballot_vote"),
    path("my/ballots/<str:key>/teller/", teller.page, name="my_ballot_teller"),
    path("my/ballots/<str:key>/teller/key/", teller.make_key, name="my_ballot_key"),
    path("my/ballots/<str:key>/teller/papers/", teller.papers, name="my_ballot_papers"),
    path("my/ballots/<str:key>/teller/close/", teller.close, name="my_ballot_close"),
    path("my/ballots/<str:key>/teller/shuffle/", teller.shuffle, name="my_ballot_shuffle"),
    path("my/ballots/<str:key>/teller/count/", teller.count, name="my_ballot_count"),
    path("my/ballots/<str:key>/paper/", own.paper, name="ballot_paper"),
    path("desk/ballots/", desk.overview, name="ballots"),
    path("desk/ballots/new/<str:code>/", desk.new, name="ballot_new"),
    path("desk/ballots/<str:key>/", desk.page, name="ballot"),
    path("desk/ballots/<str:key>/close/", desk.close, name="ballot_close"),
    path("desk/ballots/<str:key>/cancel/", desk.cancel, name="ballot_cancel"),
]

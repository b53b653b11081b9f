"""Addresses of the appraisal: a member's own, and the round at the desk."""

from django.urls import path

from goodstanding.web.appraisal.views import debriefings, deciding, desk, own, own_debriefings, people

urlpatterns = [
    path("my/appraisal/", own.page, name="my_appraisal"),
    path("my/appraisal/entries/", own.entries, name="my_appraisal_entries"),
    path("my/appraisal/deed/", own.deed, name="my_appraisal_deed"),
    path("my/appraisal/self/", own.write, name="my_appraisal_self"),
    path("my/appraisal/word/<str:key>/", own.word, name="my_appraisal_word"),
    path("my/appraisal/object/<str:key>/", own.object_to, name="my_appraisal_object"),
    path("my/appraisal/withdraw/<str:key>/", own.withdraw, name="my_appraisal_withdraw"),
    path("desk/appraisal/", desk.overview, name="appraisals"),
    path("desk/appraisal/unit/<str:code>/", desk.open_round, name="appraisal_open"),
    path("desk/appraisal/round/<str:key>/", desk.page, name="appraisal"),
    path("desk/appraisal/round/<str:key>/next/", desk.go_on, name="appraisal_next"),
    path("desk/appraisal/round/<str:key>/cancel/", desk.cancel, name="appraisal_cancel"),
    path("desk/appraisal/round/<str:key>/ballot/", desk.ballot, name="appraisal_ballot"),
    path("desk/appraisal/round/<str:key>/grades/", deciding.decide, name="appraisal_grades"),
    path("desk/appraisal/round/<str:key>/confirm/", deciding.confirm, name="appraisal_confirm"),
    path("desk/appraisal/round/<str:key>/return/", deciding.send_back, name="appraisal_return"),
    path("desk/appraisal/objection/<str:key>/", deciding.objection, name="appraisal_objection"),
    path("desk/appraisal/member/<str:key>/", people.page, name="appraisee"),
    path("desk/appraisal/member/<str:key>/entries/", people.entries, name="appraisee_entries"),
    path("desk/appraisal/member/<str:key>/paper/", people.paper, name="appraisee_paper"),
    path("desk/appraisal/member/<str:key>/word/", people.word, name="appraisee_word"),
    path("desk/appraisal/member/<str:key>/excuse/", people.excuse, name="appraisee_excuse"),
    path("desk/appraisal/member/<str:key>/view/", people.view, name="appraisee_view"),
    path("desk/appraisal/member/<str:key>/correct/", deciding.correct, name="appraisee_correct"),
    path("my/debriefings/", own_debriefings.overview, name="my_debriefings"),
    path("my/debriefings/<str:key>/", own_debriefings.page, name="my_debriefing"),
    path("desk/debriefings/", debriefings.overview, name="debriefings"),
    path("desk/debriefings/unit/<str:code>/", debriefings.write, name="debriefing_write"),
    path("desk/debriefings/unit/<str:code>/entries/", debriefings.entries, name="debriefing_entries"),
    path("desk/debriefings/unit/<str:code>/paper/", debriefings.paper, name="debriefing_paper"),
    path("desk/debriefings/<str:key>/", debriefings.page, name="debriefing"),
    path("desk/debriefings/<str:key>/comment/", debriefings.comment, name="debriefing_comment"),
    path("desk/debriefings/<str:key>/return/", debriefings.send_back, name="debriefing_return"),
    path("desk/debriefings/<str:key>/grade/", debriefings.grade, name="debriefing_grade"),
]

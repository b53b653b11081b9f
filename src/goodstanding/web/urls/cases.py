"""Addresses of warnings and cases: a member's own, and the desk."""

from django.urls import path

from goodstanding.web.cases.views import accountability, desk, doing, own, weak_units

urlpatterns = [
    path("my/warnings/", own.overview, name="my_warnings"),
    path("my/warnings/<str:key>/note/", own.note, name="my_warning_note"),
    path("my/cases/<str:key>/", own.page, name="my_case"),
    path("desk/warnings/", desk.warned, name="warnings"),
    path("desk/cases/", desk.overview, name="cases"),
    path("desk/cases/<str:key>/", desk.page, name="case"),
    path("desk/cases/<str:key>/reply/", doing.reply, name="case_reply"),
    path("desk/cases/<str:key>/close/", doing.close, name="case_close"),
    path("desk/cases/<str:key>/return/", doing.send_back, name="case_return"),
    path("desk/cases/<str:key>/extend/", doing.extend, name="case_extend"),
    path("desk/cases/<str:key>/call-off/", doing.call_off, name="case_call_off"),
    path("desk/weak-units/", weak_units.overview, name="weak_units"),
    path("desk/weak-units/<str:key>/", weak_units.page, name="weak_unit"),
    path("desk/weak-units/<str:key>/step/", weak_units.plan_step, name="weak_unit_step"),
    path("desk/weak-units/<str:key>/check/", weak_units.check, name="weak_unit_check"),
    path("desk/help-steps/<str:key>/", weak_units.finish_step, name="help_step"),
    path("my/accountability/", accountability.own_overview, name="my_accountability"),
    path("my/accountability/<str:key>/", accountability.own_page_of, name="my_accountability_file"),
    path("desk/accountability/", accountability.overview, name="accountability"),
    path("desk/accountability/<str:key>/", accountability.page, name="accountability_file"),
    path("accountability/<str:key>/step/", accountability.step, name="accountability_step"),
    path("desk/accountability/<str:key>/correct/", accountability.correct, name="accountability_correct"),
    path("units/<str:code>/accountability/new/", accountability.new, name="accountability_new"),
    path("units/<str:code>/cases/new/", doing.new, name="case_new"),
    path("units/<str:code>/weak/", weak_units.new, name="weak_unit_new"),
]

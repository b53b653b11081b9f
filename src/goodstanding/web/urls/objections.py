"""Addresses of objections, rulings and corrections."""

from django.urls import path

from goodstanding.web.objections.views import corrections, missing, objections, rulings

urlpatterns = [
    path("my/objections/", objections.overview, name="my_objections"),
    path("my/objections/new/", objections.begin, name="objection_open"),
    path("my/objections/missing/", missing.begin, name="objection_missing"),
    path("my/objections/entry/<str:key>/", objections.begin_running, name="objection_entry"),
    path("my/objections/<str:key>/", objections.page, name="my_objection"),
    path("my/objections/<str:key>/again/", objections.appeal, name="objection_appeal"),
    path("my/objections/<str:key>/withdraw/", objections.withdraw, name="objection_withdraw"),
    path("objections/<str:key>/attachment/", objections.attachment, name="objection_attachment"),
    path("desk/objections/", rulings.overview, name="objections"),
    path("desk/objections/<str:key>/", rulings.page, name="objection"),
    path("desk/objections/<str:key>/alike/", rulings.alike, name="objection_alike"),
    path("desk/corrections/", corrections.overview, name="corrections"),
    path("desk/corrections/new/<str:key>/", corrections.ask, name="correction_ask"),
    path("desk/corrections/together/<str:key>/", corrections.agree_together, name="corrections_agree"),
    path("desk/corrections/<str:key>/", corrections.page, name="correction"),
    path("desk/corrections/<str:key>/agree/", corrections.agree, name="correction_agree"),
    path("desk/corrections/<str:key>/refuse/", corrections.refuse, name="correction_refuse"),
]

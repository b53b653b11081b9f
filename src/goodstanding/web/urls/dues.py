"""Addresses of dues: a member's own, the month of a unit, a member at the desk, reductions, and bank statements."""

from django.urls import path

from goodstanding.web.dues.views import member, own, relief, statement_import, statements, unit
from goodstanding.web.urls.imports import import_addresses

urlpatterns = [
    path("my/dues/", own.page, name="my_dues"),
    path("my/dues/confirm/", own.confirm, name="my_dues_confirm"),
    path("my/dues/amount/", own.amount, name="my_dues_amount"),
    path("my/dues/consent/", own.consent, name="my_dues_consent"),
    path("desk/dues/", unit.overview, name="dues"),
    path("units/<str:code>/dues/", unit.page, name="unit_dues"),
    path("units/<str:code>/dues/arrears/", unit.arrears, name="dues_arrears"),
    path("units/<str:code>/dues/rows/", statements.overview, name="dues_lines"),
    *import_addresses(statement_import.PAGES, at_unit="units/<str:code>/dues/", at="dues/imports/"),
    path("dues/members/<str:key>/", member.page, name="dues_member"),
    path("dues/members/<str:key>/amount/", member.amount, name="dues_amount"),
    path("dues/members/<str:key>/reduction/", relief.propose, name="dues_relief_new"),
    path("desk/dues/reliefs/<str:key>/", relief.page, name="dues_relief"),
    path("desk/dues/rows/<str:key>/", statements.page, name="dues_line"),
]

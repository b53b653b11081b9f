"""Addresses of facts: written down by hand, brought in, read and put right. A fact is named by its number."""

from django.urls import path

from goodstanding.web.ledger.views import fact_imports, fact_record, facts
from goodstanding.web.urls.imports import import_addresses

urlpatterns = [
    path("desk/facts/", fact_record.places, name="recording"),
    path("units/<str:code>/facts/", facts.overview, name="facts"),
    path("units/<str:code>/facts/new/", fact_record.record, name="fact_record"),
    *import_addresses(fact_imports.PAGES, at_unit="units/<str:code>/facts/", at="facts/imports/"),
    path("facts/recorded/<str:key>/", fact_record.receipt, name="fact_receipt"),
    path("facts/<str:key>/", facts.page, name="fact"),
    path("facts/<str:key>/correct/", facts.correct, name="fact_correct"),
    path("facts/<str:key>/take-back/", facts.take_back, name="fact_take_back"),
    path("facts/<str:key>/restore/", facts.restore, name="fact_restore"),
]

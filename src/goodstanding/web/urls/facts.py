"""Addresses of facts: written down by hand, brought in, read and put right. A fact is named by its number."""

from django.urls import path

from goodstanding.web.views import fact_imports, fact_record, facts

urlpatterns = [
    path("desk/facts/", fact_record.places, name="recording"),
    path("units/<str:code>/facts/", facts.overview, name="facts"),
    path("units/<str:code>/facts/new/", fact_record.record, name="fact_record"),
    path("units/<str:code>/facts/import/", fact_imports.bring, name="fact_import"),
    path("units/<str:code>/facts/template/", fact_imports.template, name="fact_template"),
    path("facts/recorded/<str:key>/", fact_record.receipt, name="fact_receipt"),
    path("facts/imports/<str:key>/", fact_imports.page, name="fact_import_page"),
    path("facts/imports/<str:key>/write/", fact_imports.write, name="fact_import_write"),
    path("facts/imports/<str:key>/give-up/", fact_imports.give_up, name="fact_import_give_up"),
    path("facts/imports/<str:key>/refused/", fact_imports.refusals, name="fact_refusals"),
    path("facts/<str:key>/", facts.page, name="fact"),
    path("facts/<str:key>/correct/", facts.correct, name="fact_correct"),
    path("facts/<str:key>/take-back/", facts.take_back, name="fact_take_back"),
    path("facts/<str:key>/restore/", facts.restore, name="fact_restore"),
]

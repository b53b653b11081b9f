"""Addresses of the rules."""

from django.urls import path

from goodstanding.web.rules.views import rules

urlpatterns = [
    path("rules/", rules.card, name="rules"),
    path("rules/<str:key>/", rules.card_of, name="rules_of"),
    path("desk/rules/", rules.overview, name="rules_desk"),
    path("desk/rules/propose/", rules.propose, name="rules_propose"),
    path("desk/rules/<str:key>/", rules.version, name="rules_version"),
    path("desk/rules/<str:key>/agree/", rules.agree, name="rules_agree"),
    path("desk/rules/<str:key>/withdraw/", rules.withdraw, name="rules_withdraw"),
]

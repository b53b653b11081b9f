"""Addresses of units."""

from django.urls import path

from goodstanding.web.months.views import unit_ratings
from goodstanding.web.people.views import units
from goodstanding.web.unit_duties.views import duties

urlpatterns = [
    path("units/", units.overview, name="units"),
    path("units/tree/", units.tree, name="tree"),
    path("units/<str:code>/", units.page, name="unit"),
    path("units/<str:code>/below/", units.children, name="unit_children"),
    path("units/<str:code>/figures/", units.figures_of, name="unit_figures"),
    path("units/<str:code>/rating/", unit_ratings.page, name="unit_rating"),
    path("units/<str:code>/duties/", duties.overview, name="unit_duties"),
    path("units/<str:code>/duties/<str:word>/", duties.page, name="unit_duty"),
    path("units/<str:code>/history/", units.history, name="unit_history"),
    path("units/<str:code>/create/", units.create, name="unit_create"),
    path("units/<str:code>/rename/", units.rename, name="unit_rename"),
    path("units/<str:code>/move/", units.move, name="unit_move"),
    path("units/<str:code>/merge/", units.merge, name="unit_merge"),
    path("units/<str:code>/split/", units.split, name="unit_split"),
    path("units/<str:code>/close/", units.close, name="unit_close"),
]

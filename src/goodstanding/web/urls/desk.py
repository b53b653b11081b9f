"""Addresses of the desk."""

from django.urls import path

from goodstanding.web.operations.views import calendars, jobs, oversight
from goodstanding.web.personal.views import desk, week

urlpatterns = [
    path("desk/", desk.work, name="desk"),
    path("desk/week/", week.of_office, name="desk_week"),
    path("desk/search/", desk.find, name="search"),
    path("desk/jobs/", jobs.overview, name="jobs"),
    path("desk/jobs/<str:key>/", jobs.page, name="job"),
    path("desk/jobs/<str:key>/retry/", jobs.retry, name="job_retry"),
    path("desk/audit/", oversight.audit, name="audit"),
    path("desk/accounts/", oversight.overview, name="accounts"),
    path("desk/accounts/<str:login>/switch/", oversight.switch, name="account_switch"),
    path("desk/working-days/", calendars.page, name="calendar"),
    path("desk/see-as/", oversight.see_as, name="see_as"),
]

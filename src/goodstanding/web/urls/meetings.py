"""Addresses of meetings: at the desk, and a member's own."""

from django.urls import path

from goodstanding.web.attendance.views import meeting_closing, roll
from goodstanding.web.check_in.views import paper_rolls
from goodstanding.web.meetings.views import (
    meeting_people,
    meeting_planning,
    meetings,
    minutes,
    own_meetings,
    resolutions,
)
from goodstanding.web.personal.views import own_calendar

urlpatterns = [
    path("desk/meetings/", meetings.overview, name="meetings"),
    path("units/<str:code>/meetings/", meetings.of_unit, name="unit_meetings"),
    path("units/<str:code>/meetings/new/", meeting_planning.plan, name="meeting_plan"),
    path("desk/meetings/cases/<str:key>/", roll.case, name="meeting_case"),
    path("desk/meetings/leave/<str:key>/", meeting_people.answer_leave, name="meeting_leave_answer"),
    path("desk/meetings/paper/", paper_rolls.by_code, name="paper_code"),
    path("desk/meetings/paper/<str:key>/", paper_rolls.type_in, name="meeting_paper_type"),
    path("desk/meetings/<str:key>/", meetings.page, name="meeting"),
    path("desk/meetings/<str:key>/change/", meetings.change, name="meeting_change"),
    path("desk/meetings/<str:key>/notice/", meetings.notice, name="meeting_notice"),
    path("desk/meetings/<str:key>/cancel/", meetings.cancel, name="meeting_cancel"),
    path("desk/meetings/<str:key>/open/", meetings.open_doors, name="meeting_open"),
    path("desk/meetings/<str:key>/people/", meeting_people.people, name="meeting_people"),
    path("desk/meetings/<str:key>/told/", meeting_people.told, name="meeting_told"),
    path("desk/meetings/<str:key>/informed/", meeting_people.informed_all, name="meeting_informed_all"),
    path("desk/meetings/<str:key>/roll/", roll.roll, name="meeting_roll"),
    path("desk/meetings/<str:key>/roll/mark/", roll.mark, name="meeting_mark"),
    path("desk/meetings/<str:key>/paper/", paper_rolls.overview, name="meeting_paper"),
    path("desk/meetings/<str:key>/paper/print/", paper_rolls.print_out, name="meeting_paper_print"),
    path("desk/meetings/<str:key>/close/", meeting_closing.close, name="meeting_close"),
    path("desk/meetings/<str:key>/correct/", meeting_closing.correct, name="meeting_correct"),
    path("desk/meetings/<str:key>/made-up/", meeting_closing.make_up, name="meeting_made_up"),
    path("desk/meetings/<str:key>/minutes/", minutes.page, name="meeting_minutes"),
    path("desk/meetings/<str:key>/minutes/draft/", minutes.draft, name="meeting_minutes_draft"),
    path("desk/meetings/<str:key>/resolutions/", resolutions.resolve, name="meeting_resolution"),
    path("desk/meetings/resolutions/<str:key>/", resolutions.correct, name="meeting_resolution_correct"),
    path("desk/meetings/<str:key>/follow-ups/", minutes.follow_up, name="meeting_follow_up"),
    path("my/meetings/", own_meetings.overview, name="my_meetings"),
    path("my/meetings/<str:key>/", own_meetings.page, name="my_meeting"),
    path("my/meetings/<str:key>/seen/", own_meetings.seen, name="my_meeting_seen"),
    path("my/meetings/<str:key>/leave/", own_meetings.leave, name="my_meeting_leave"),
    path("my/meetings/<str:key>/was-there/", own_meetings.was_there, name="my_meeting_was_there"),
    path("my/calendar/", own_calendar.page, name="my_calendar"),
    path("calendar/<str:key>/meetings.ics", own_calendar.feed, name="calendar_feed"),
    path("my/follow-ups/<str:key>/done/", minutes.done, name="follow_up_done"),
]

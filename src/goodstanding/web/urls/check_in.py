"""Addresses of checking in: the member's phone, the venue's screen, and the desk for doubts."""

from django.urls import path

from goodstanding.web.attendance.views import doubts
from goodstanding.web.check_in.views import check_in, member_codes, roll_offline, venue_screen

urlpatterns = [
    # As short as can be: it stands in the code on the screen.
    path("in/<str:code>/", check_in.with_code, name="check_in_with"),
    path("check-in/", check_in.page, name="check_in"),
    path("check-in/kept/", check_in.kept_page, name="check_in_kept"),
    path("check-in/ready/", check_in.ready, name="check_in_ready"),
    path("check-in/send/", check_in.send, name="check_in_send"),
    path("desk/meetings/<str:key>/screen/", venue_screen.screen, name="meeting_screen"),
    path("desk/meetings/<str:key>/screen/now/", venue_screen.screen_now, name="meeting_screen_now"),
    path("desk/meetings/<str:key>/door/", venue_screen.door, name="meeting_door"),
    path("desk/meetings/<str:key>/door/now/", venue_screen.door_now, name="meeting_door_now"),
    path("desk/meetings/<str:key>/heads/", venue_screen.heads, name="meeting_heads"),
    # The roll without signal, and members' own codes that the host scans.
    path("roll/kept/", roll_offline.kept_page, name="roll_kept"),
    path("roll/ready/", roll_offline.ready, name="roll_ready"),
    path("desk/meetings/<str:key>/roll/along/", roll_offline.along, name="meeting_roll_along"),
    path("desk/meetings/<str:key>/roll/deliver/", roll_offline.deliver, name="meeting_roll_deliver"),
    path("desk/meetings/<str:key>/roll/scan/", member_codes.scan, name="meeting_scan"),
    path("my/meetings/<str:key>/code/", member_codes.page, name="my_meeting_code"),
    path("my/meetings/<str:key>/code/ask/", member_codes.ask, name="my_meeting_code_ask"),
    path("my/meetings/<str:key>/code/show/", member_codes.show, name="my_meeting_code_show"),
    path("desk/doubts/", doubts.overview, name="doubts"),
    path("desk/doubts/<str:key>/clear/", doubts.clear, name="doubt_clear"),
]

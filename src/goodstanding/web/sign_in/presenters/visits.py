"""Where a person is signed in, as they would say it: which browser on which device, seen when."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodstanding.web.shell.presenters import terms

#: What browsers and devices say of themselves; the first that fits, because they all say more than is true.
_BROWSERS = {
    "MicroMessenger": gettext_lazy("WeChat"),
    "DingTalk": gettext_lazy("DingTalk"),
    "QQBrowser": gettext_lazy("QQ Browser"),
    "HuaweiBrowser": gettext_lazy("Huawei Browser"),
    "MiuiBrowser": gettext_lazy("Mi Browser"),
    "Edg": "Edge",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_DEVICES = {
    "OpenHarmony": "HarmonyOS",
    "HarmonyOS": "HarmonyOS",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def line(visit: UserSession) -> dict[str, Any]:
    """One visit, as an event of a timeline."""
    return {
        "icon": "phone" if {"Android", "iPhone", "OpenHarmony"} & set(_words(visit.user_agent)) else "shield",
        "title": _("%(what)s (this device)") % {"what": _what(visit)} if visit.is_current() else _what(visit),
        "text": _("From the address %(address)s, since %(when)s")
        % {"address": visit.ip, "when": terms.said_moment(visit.created_at)},
        "when": _("Seen %(when)s") % {"when": terms.said_moment(visit.last_seen_at)},
        "datetime": visit.last_seen_at.isoformat(timespec="minutes"),
        "tone": "good" if visit.is_current() else "",
    }


def _what(visit: UserSession) -> str:
    browser = next((name for mark, name in _BROWSERS.items() if mark in visit.user_agent), _("A browser"))
    device = next((name for mark, name in _DEVICES.items() if mark in visit.user_agent), "")
    return f"{browser} · {device}" if device else str(browser)


def _words(agent: str) -> list[str]:
    return agent.replace(";", " ").replace("(", " ").split()

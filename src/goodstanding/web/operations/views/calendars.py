"""Working days: which calendar holds, which years are known from where, and putting in what was announced."""

import hashlib
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.policies import check
from goodstanding.actions.objections import calendars
from goodstanding.actions.objections.calendars import News
from goodstanding.queries.people import calendars as calendar_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.operations.forms.calendars import Announce
from goodstanding.web.operations.presenters import calendars as calendar_presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest) -> HttpResponse:
    """Shows what is known; a sent announcement is looked at first, and put in when it is sent again unchanged."""
    who = viewer(request)
    check(who, Allowed.OPERATE)
    form = Announce(request.POST or None, initial={"year": _next_year(who.on.year)})
    preview: list[dict[str, Any]] = []
    moved: list[int] = []

    def act(data: dict[str, Any]) -> None:
        news = _news(data)
        if data["previewed"] == _mark(news):
            moved.append(calendars.announce(news=news, scheme=the_scheme(), by=who, at=now()))
        else:
            preview.append(calendar_presenters.moves(calendars.preview(news=news, at=now())) | {"mark": _mark(news)})

    done = request.method == "POST" and attempt(form, act)
    if done and moved:
        messages.success(request, _moved(moved[0]))
        return redirect("calendar")
    # The mark of what was looked at goes into the form, whatever was sent.
    if preview:
        form.data = request.POST.copy()
        form.data["previewed"] = preview[0]["mark"]
    status = 422 if request.method == "POST" and not done else 200
    return render(request, "operations/calendar.html", _context(form, preview, who.on.year), status=status)


def _context(form: Announce, preview: list[dict[str, Any]], year: int) -> dict[str, Any]:
    code, calendar = calendar_queries.code(), calendar_queries.calendar()
    missing = [missing_year for missing_year in (year, year + 1) if not calendar.is_announced(missing_year)]
    return {
        "title": _("Working days"),
        "calendar": calendar_presenters.name(code),
        "chosen": bool(code),
        "missing": ", ".join(map(str, missing)),
        "sources": calendar_presenters.sources(code),
        "form": form,
        "preview": preview[0] if preview else None,
    }


def _news(data: dict[str, Any]) -> News:
    return News(data["year"], data["source"].strip(), data["published_on"], data["off"], data["worked"])


def _mark(news: News) -> str:
    content = (news.year, news.source, news.published_on, sorted(news.off), sorted(news.worked))
    return hashlib.sha256(repr(content).encode()).hexdigest()[:16]


def _next_year(year: int) -> int:
    return year if not calendar_queries.calendar().is_announced(year) else year + 1


def _moved(count: int) -> str:
    text = ngettext("Entered. %(count)s deadline moved.", "Entered. %(count)s deadlines moved.", count)
    return text % {"count": count}

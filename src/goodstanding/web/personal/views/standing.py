"""A member's own standing: the card, what is still possible, the year, what changed. For the member's eyes only."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodstanding.engine.period import month_text
from goodstanding.engine.problems import InputError
from goodstanding.models import Fact, Standing
from goodstanding.queries.months import changes, standings
from goodstanding.queries.months.possible import possible
from goodstanding.queries.months.running import Provisional
from goodstanding.web.months.own_standing import OwnStanding, ledger_behind, myself, published, running
from goodstanding.web.months.presenters import changes as change_presenters
from goodstanding.web.months.presenters import issues
from goodstanding.web.months.presenters import possible as possible_presenters
from goodstanding.web.months.presenters import standing as standing_presenters
from goodstanding.web.months.provenance import mark, marked
from goodstanding.web.personal.presenters.record_tabs import record_tabs
from goodstanding.web.shell import charts
from goodstanding.web.shell.auth import own_page, viewer
from goodstanding.web.shell.presenters import numbers

Context = dict[str, Any]
#: So many duties are read at once; the others open with a tap.
_FIRST = 5


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """The card, what is still possible, the last twelve months, what changed, the categories, the places."""
    member, today = myself(request), viewer(request).on
    latest = list(standings.own(member)[:2])
    context: Context = {"title": _("My record"), "here": "my_record", "member": member}
    context["tabs"] = record_tabs("my_record")
    rows = ledger_behind(member, today, latest)
    context |= _now(running(member, today, rows), today)
    context["waiting_month"] = _waiting_month(latest, today)
    if latest:
        context |= _latest(latest, rows, context.get("open_duties", 0))
    answer = render(request, "personal/standing/overview.html", context)
    return marked(answer, *[one.run for one in latest[:1]])


def _waiting_month(latest: list[Standing], today: date) -> str:
    """The month before the running one, where it is over and not published yet."""
    month = today.year * 12 + today.month - 2
    return month_text(month) if latest and latest[0].run.month < month else ""


def _now(found: tuple[Provisional, OwnStanding] | None, today: date) -> Context:
    """The running month with what is still possible in it."""
    if found is None:
        return {"running": None}
    live, seen = found
    some = possible(live, today)
    label = _("%(month)s so far") % {"month": month_text(live.month)}
    return {
        "running": standing_presenters.card(
            seen.explanation, seen.scheme, label=label, state=_("provisional"), state_tone="warn"
        ),
        "running_url": standing_presenters.address(live.month),
        "running_categories": standing_presenters.categories(seen.explanation, seen.scheme),
        "duties": [possible_presenters.line(one, live) for one in some[:_FIRST]],
        "more_duties": [possible_presenters.line(one, live) for one in some[_FIRST:]],
        "open_duties": len(some),
    }


def _latest(latest: list[Standing], rows: list[Fact], open_duties: int) -> Context:
    """The last published month, and how it differs from the one before."""
    standing, before = latest[0], latest[1] if len(latest) > 1 else None
    found = published(standing, rows)
    context: Context = {"standing": standing, "run_mark": mark(standing.run), "unexplained": found is None}
    if found is None:
        return context
    card = _card(found, standing)
    account = account_of(before, standing, found, rows) if before else None
    if before and account and account["change"]:
        card["change"] = standing_presenters.change_text((standing.total or 0) - (before.total or 0), before.run.month)
    year = standings.year(standing.member, standing.run.month)
    return context | {
        "card": card,
        "card_url": standing_presenters.address(standing.run.month),
        "card_month": month_text(standing.run.month),
        "track": standing_presenters.on_track(open_duties),
        "track_tone": "info" if open_duties else "good",
        "account": account,
        "figure": standing_presenters.figure(year),
        **parts_of(found),
    }


def _card(found: OwnStanding, standing: Standing) -> Context:
    return standing_presenters.card(
        found.explanation, found.scheme, label=standing_presenters.published_label(standing)
    )


def account_of(before: Standing, after: Standing, found: OwnStanding, rows: list[Fact] | None = None) -> Context | None:
    """What changed from one to the other, adding up; nothing where one of them cannot be read any more."""
    try:
        return change_presenters.account(changes.between(before, after, found.lived, rows), found.scheme)
    except InputError:
        return None


def parts_of(found: OwnStanding) -> Context:
    """The categories, and the places among peers."""
    explanation, scheme = found.explanation, found.scheme
    return {
        "categories": issues.within(standing_presenters.categories(explanation, scheme), found.standing),
        "places": standing_presenters.places(explanation, scheme),
        "peers": numbers.peer_group(explanation.published.peer_group or "", scheme),
    }


@require_safe
@own_page
def line(request: HttpRequest) -> HttpResponse:
    """The member's twelve months and the branch's median, drawn."""
    member = myself(request)
    latest = standings.own(member).first()
    if latest is None:
        raise Http404
    points = standing_presenters.drawn(standings.year(member, latest.run.month))
    drawn = charts.two_lines(points, titles=(_("My total"), _("Median of my branch")), dark=charts.is_dark(request.GET))
    return marked(HttpResponse(drawn, content_type="image/svg+xml"), latest.run)

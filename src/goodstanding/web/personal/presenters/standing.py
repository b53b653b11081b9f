"""A member's own standing on its first page: the card, what is still possible, the year, what changed."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member, Standing
from goodstanding.queries.months.changes import Comparison
from goodstanding.queries.months.own import OwnMonth, OwnStanding, compared
from goodstanding.queries.sign_in import unit_contacts
from goodstanding.web.months.presenters import changes as change_presenters
from goodstanding.web.months.presenters import issues
from goodstanding.web.months.presenters import standing as standing_presenters
from goodstanding.web.months.provenance import mark
from goodstanding.web.personal.presenters import possible_duties
from goodstanding.web.shell.presenters import numbers, terms
from goodstanding.web.sign_in.presenters import helpers as helper_presenters

Context = dict[str, Any]
#: So many duties are read at once; the others open with a tap.
_FIRST = 5


def overview(own: OwnStanding) -> Context:
    """Everything that the first page shows of it."""
    context = _running(own) | {"waiting_month": terms.month(own.waiting_month) if own.waiting_month else ""}
    return context | (_latest(own, own.line) if own.line else {})


def _running(own: OwnStanding) -> Context:
    """The running month with what is still possible in it."""
    running = own.running
    if running is None:
        return {"running": None}
    live, own_month = running.found, running.own_month
    duties = possible_duties.lines(own.member, running, own.today)
    label = _("%(month)s so far") % {"month": terms.month(live.month)}
    return {
        "running": standing_presenters.card(
            own_month.explanation, own_month.scheme, label=label, state=_("provisional"), state_tone="warn"
        ),
        "running_url": standing_presenters.address(live.month),
        "running_categories": standing_presenters.categories(own_month.explanation, own_month.scheme),
        "duties": duties[:_FIRST],
        "more_duties": duties[_FIRST:],
        "open_duties": len(duties),
        "reach": reach(own.member, own.today),
    }


def reach(member: Member, on: date) -> Context | None:
    """How those who look after the member's unit are reached; None where they have not said."""
    if member.unit is None:
        return None
    card = helper_presenters.card(unit_contacts.helpers(member.unit, on))
    return card if card["phone"] or card["text"] else None


def _latest(own: OwnStanding, line: Standing) -> Context:
    """The last published month, and how it differs from the one before."""
    found = own.published
    context: Context = {"standing": line, "run_mark": mark(line.run), "unexplained": found is None}
    if found is None:
        return context
    more = {}
    if own.comparison is not None and own.change is not None:
        more["change"] = standing_presenters.change_text(own.change, own.comparison.before.run.month)
    open_duties = len(own.running.duties) if own.running else 0
    return context | {
        "card": published_card(found, line) | more,
        "card_url": standing_presenters.address(line.run.month),
        "card_month": terms.month(line.run.month),
        "track": standing_presenters.on_track(open_duties),
        "track_tone": "info" if open_duties else "good",
        "account": _account(own.comparison, found.scheme),
        "figure": standing_presenters.figure(own.year_so_far, found.scheme),
        **parts_of(found),
    }


def published_card(found: OwnMonth, line: Standing) -> Context:
    """The card of a published month."""
    return standing_presenters.card(found.explanation, found.scheme, label=standing_presenters.published_label(line))


def _account(found: Comparison | None, scheme: Scheme) -> Context | None:
    return change_presenters.account(found, scheme) if found else None


def account_of(before: Standing, after: Standing, found: OwnMonth) -> Context | None:
    """What changed from one line to another, adding up; nothing where one of them cannot be read any more."""
    return _account(compared(before, after, found), found.scheme)


def parts_of(found: OwnMonth) -> Context:
    """The categories, and the places among peers."""
    return {
        "categories": issues.within(standing_presenters.categories(found.explanation, found.scheme), found.standing),
        "places": standing_presenters.places(found.explanation, found.scheme),
        "peers": numbers.peer_group(found.peer_group, found.scheme),
    }

"""What is still possible, on a page: the duty, until when, and its exact effect."""

from typing import Any

from django.utils.translation import gettext as _

from goodstanding.engine.explain.rule_text import fact_title
from goodstanding.engine.explain.wording import amount
from goodstanding.engine.period import last_day
from goodstanding.queries.months.possible import Possible
from goodstanding.queries.months.running import Provisional
from goodstanding.web.months.presenters import standing
from goodstanding.web.shell.presenters import numbers, terms


def line(possible: Possible, found: Provisional) -> dict[str, Any]:
    """One duty that is open, as an entry with its effect."""
    scheme, duty = found.scheme, possible.duty
    kind = scheme.fact_kinds.get(duty.kind)
    title = fact_title(duty.kind, scheme, numbers.lang())
    counted = kind is None or kind.at_most is None
    until = _("until %(day)s") % {"day": terms.day(last_day(duty.period.last))}
    rules = terms.listed(terms.text(scheme.indicator(code).title) for code in duty.indicators)
    return {
        "label": _("%(what)s: %(more)s more") % {"what": title, "more": amount(duty.value)} if counted else title,
        "detail": until if rules == title else f"{rules} · {until}",
        "url": standing.address(found.month, duty.indicators[0]),
        "badge": effect(possible),
        "tone": "good" if possible.gain else "neutral",
        "badge_icon": "plus",
    }


def effect(possible: Possible) -> str:
    """By how much the total moves; points where nobody is rated yet."""
    if possible.gain is None:
        return _("%(points)s points") % {"points": numbers.points(possible.points)}
    return numbers.total(possible.gain)

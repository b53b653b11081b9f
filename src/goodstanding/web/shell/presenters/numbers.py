"""Amounts on pages: totals in hundredths, points in thousandths, written as people read them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.explanation import rounded
from goodstanding.engine.explain.wording import amount, is_attended, places
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import terms

MINUS = "−"


def lang() -> Lang:
    """The language of the rules' own words."""
    return "zh" if terms.is_chinese() else "en"


def total(hundredths: int | None) -> str:
    """86.42, or that there is none."""
    return _("Not rated") if hundredths is None else places(hundredths)


def points(thousandths: int) -> str:
    """0.5, with a true minus, and at most two decimals: a third says nothing to a reader. Files have all of them."""
    short = amount(10 * rounded(abs(thousandths), 10))
    return f"{MINUS}{short}" if thousandths < 0 and short != "0" else short


def signed(thousandths: int) -> str:
    """+0.5 or −0.5; 0 stays 0."""
    short = points(thousandths)
    return f"+{short}" if thousandths > 0 and short != "0" else short


def change(hundredths: int) -> str:
    """+1.20 or −1.20, or ±0.00."""
    sign = "+" if hundredths > 0 else MINUS if hundredths < 0 else "±"
    return sign + places(abs(hundredths))


def earned_of(earned: int, attainable: int) -> str:
    """0.5 of 1."""
    return _("%(earned)s of %(attainable)s") % {"earned": points(earned), "attainable": points(attainable)}


def percent(earned: int, attainable: int) -> int:
    """A bar's length, 0 to 100."""
    return round(100 * max(0, min(earned, attainable)) / attainable) if attainable > 0 else 0


def band(name: str | None, scheme: Scheme) -> str:
    """A band's title."""
    found = next((scheme_band for scheme_band in scheme.member.bands if scheme_band.name == name), None)
    return "" if found is None else terms.text(found.title) if found.title else found.name


def peer_group(name: str, scheme: Scheme) -> str:
    """A peer group's title."""
    found = next((group for group in scheme.member.peer_groups if group.name == name), None)
    return name if found is None or found.title is None else terms.text(found.title)


def excused(kinds: Iterable[str]) -> str:
    """That an entry is excused, in the word for its kind: leave from what people come to, else in general."""
    return _("Excused") if is_attended(kinds, the_scheme()) else pgettext("an entry that is no attendance", "Excused")


def value(amount_of: int | None, kind: str, scheme: Scheme) -> str:
    """What a fact says: yes, no, a number, or excused."""
    if amount_of is None:
        return excused([kind])
    rule = scheme.fact_kinds.get(kind)
    if rule is not None and rule.at_most == 1000:
        return {1000: _("Yes"), 0: _("No")}.get(amount_of, amount(amount_of))
    return amount(amount_of)

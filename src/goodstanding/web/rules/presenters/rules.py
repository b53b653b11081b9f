"""Rules as pages show them: each in plain words, told from nothing but the scheme."""

from collections.abc import Container
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.engine.explain.rule_text import most_in_words, rule_in_words, who_in_words
from goodstanding.engine.explain.wording import text_in
from goodstanding.engine.period import month_text
from goodstanding.engine.scheme.scheme import Indicator, Scheme, decimal_text
from goodstanding.models import RulesVersion
from goodstanding.queries.people.small_numbers import group, seen_groups, shown
from goodstanding.queries.rules.rules import InForce, Installed
from goodstanding.web.shell.presenters import numbers, terms

State = RulesVersion.State
TONES = {State.PROPOSED: "warn", State.AGREED: "good", State.WITHDRAWN: "neutral"}


def scheme(found: Scheme) -> dict[str, Any]:
    """What holds for all of them together."""
    rules = found.member
    return {
        "title": terms.text(found.title),
        "name": found.name,
        "from": terms.month(found.effective.from_),
        "sums": [
            {"label": _("All bonuses together give at most"), "value": _points(rules.bonus_cap)},
            {"label": _("All deductions together take at most"), "value": _points(rules.deduction_cap)},
            {"label": _("To be rated, points due in a year at least"), "value": _points(rules.min_attainable)},
            {"label": _("Places are only counted among at least"), "value": _people(rules.min_peers)},
            {"label": _("Bands"), "value": terms.listed(_bands(found))},
        ],
    }


def categories(found: Scheme) -> list[dict[str, Any]]:
    """Every rule, by chapter."""
    return [
        {
            "code": category.code,
            "title": terms.text(category.title),
            "rules": [_rule(indicator, found) for indicator in found.indicators if indicator.category == category.code],
        }
        for category in found.categories
    ]


def _points(thousandths: int) -> str:
    return _("%(points)s points") % {"points": decimal_text(thousandths)}


def _people(number: int) -> str:
    return ngettext("%(number)s member", "%(number)s members", number) % {"number": number}


def _bands(found: Scheme) -> list[str]:
    highest_first = sorted(found.member.bands, key=lambda band: -band.at_least)
    return [terms.text(band.title) if band.title else band.name for band in highest_first]


def _rule(indicator: Indicator, found: Scheme) -> dict[str, str]:
    lang = numbers.lang()
    return {
        "code": indicator.code,
        "title": terms.text(indicator.title),
        "why": terms.text(indicator.why),
        "rule": rule_in_words(indicator, found, lang),
        "who": who_in_words(indicator, found, lang),
        "most": most_in_words(indicator, lang),
        "source": text_in(indicator.source, lang),
    }


def in_force(version_in_force: InForce) -> dict[str, Any]:
    """A line of the history."""
    month = terms.month(version_in_force.from_month)
    return {
        "url": reverse("rules_of", args=[month_text(version_in_force.from_month)]),
        "icon": "book",
        "label": terms.text(version_in_force.scheme.title),
        "detail": _("from %(month)s on") % {"month": month}
        + (f" · {version_in_force.version.reason}" if version_in_force.version else ""),
    }


def installed(candidate: Installed, today: date, known: Container[str]) -> dict[str, Any]:
    """A scheme in the folder of schemes; known: the names of those that are or were in force."""
    if candidate.scheme is None:
        first = str(candidate.faults[0]) if candidate.faults else ""
        return {"label": candidate.folder, "detail": first, "badge": _("has faults"), "tone": "bad"}
    begins = _("from %(month)s on") % {"month": terms.month(candidate.scheme.effective.from_)}
    ready = candidate.can_be_proposed(today)
    otherwise = _("in use") if candidate.scheme.name in known else _("begins in the past")
    return {
        "label": f"{terms.text(candidate.scheme.title)} · {candidate.folder}",
        "detail": begins,
        "badge": _("can be proposed") if ready else otherwise,
        "tone": "good" if ready else "neutral",
    }


def choice(candidate: Installed) -> str:
    """An installed scheme in a list to choose from."""
    assert candidate.scheme is not None, "only whole schemes can be chosen"
    begins = terms.month(candidate.scheme.effective.from_)
    return f"{terms.text(candidate.scheme.title)} · {candidate.folder} · {begins}"


def entry(rules_version: RulesVersion) -> dict[str, Any]:
    """A proposal as a line."""
    return {
        "url": reverse("rules_version", args=[rules_version.key]),
        "icon": "book",
        "label": f"{rules_version.name} · {terms.month(rules_version.from_month)}",
        "detail": rules_version.reason,
        "badge": rules_version.get_state_display(),
        "tone": TONES[State(rules_version.state)],
    }


def title(version: RulesVersion, found: Scheme) -> str:
    """A proposal's heading."""
    return _("%(title)s, from %(month)s on") % {
        "title": terms.text(found.title),
        "month": terms.month(version.from_month),
    }


def differences(old: Scheme, new: Scheme) -> list[dict[str, str]]:
    """Which rules come, go and change; the rule as it would read."""
    before, after = ({indicator.code: indicator for indicator in both.indicators} for both in (old, new))
    found = list[dict[str, str]]()
    for code in sorted(before.keys() | after.keys()):
        if before.get(code) == after.get(code):
            continue
        kind = _("new") if code not in before else _("dropped") if code not in after else _("changed")
        rule, its = (after[code], new) if code in after else (before[code], old)
        found.append(
            {
                "label": f"{code} {terms.text(rule.title)}",
                "value": rule_in_words(rule, its, numbers.lang()),
                "note": kind,
            }
        )
    return found


def impact(report: dict[str, Any], *, guarded: bool) -> dict[str, Any]:
    """Who would have moved, in numbers. guarded: for those who may not see the members behind them."""
    everyone, moved = report["everyone"], report["change_band"]
    classes, types = report["classes"], report["unit_types"]
    if guarded:
        moved, many = _seen_moves(moved, everyone["members"]), everyone["members"]
        classes, types = seen_groups(classes, many), seen_groups(types, many)
    return {
        "stats": [
            {"label": _("Change band"), "value": terms.counted(moved["members"])},
            {"label": _("Up"), "value": terms.counted(moved["up"])},
            {"label": _("Down"), "value": terms.counted(moved["down"])},
            {"label": _("Mean change"), "value": everyone["mean_change"] or "–"},
        ],
        "tables": [
            (_("By class"), [_group(figures, terms.member_class(figures["name"])) for figures in classes]),
            (_("By type of unit"), [_group(type_, terms.unit_type(type_["name"])) for type_ in types]),
        ],
        "columns": [_("Group"), _("Members"), _("Before"), _("After"), _("Change")],
    }


def _seen_moves(moved: dict[str, Any], many: int) -> dict[str, Any]:
    hidden = group(moved["members"], many).is_small
    parts = shown({"up": moved["up"], "down": moved["down"]}, whole_is_hidden=hidden)
    return {"members": None if hidden else moved["members"], **parts}


def _group(figures: dict[str, Any], name: str) -> list[str]:
    means = [figures["mean_before"] or "–", figures["mean_after"] or "–", figures["mean_change"] or "–"]
    return [name, terms.counted(figures["members"]), *means]


def events(version: RulesVersion) -> list[dict[str, Any]]:
    """Who proposed and who agreed."""
    stages = [
        (version.proposed_at, version.proposed_by, _("Proposed")),
        (version.agreed_at, version.agreed_by, _("Agreed")),
    ]
    return [
        {"title": text, "when": terms.moment(at), "datetime": at.isoformat(), "by": by.shown_name if by else ""}
        for at, by, text in stages
        if at is not None
    ]

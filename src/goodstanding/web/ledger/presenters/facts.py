"""Facts on pages of the desk: kinds to choose from, what was recorded day by day, and one fact's whole story."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.engine.explain.rule_text import fact_title
from goodstanding.engine.scheme.scheme import FactKind, Scheme, decimal_text
from goodstanding.models import Fact
from goodstanding.names.sounds import initials, letters
from goodstanding.queries.ledger.counting import CountsLater
from goodstanding.queries.ledger.in_force import holds_after
from goodstanding.queries.ledger.recorded import RecordedLine, Story
from goodstanding.web.shell.presenters import numbers, terms

Row = dict[str, Any]
_CORRECTIONS = {"asked": "warn", "made": "good", "refused": "neutral"}


def title(kind: str, scheme: Scheme) -> str:
    """What a kind of fact is called."""
    return fact_title(kind, scheme, numbers.lang())


def about(fact: Fact) -> str:
    """Whom a fact is about."""
    if fact.member is not None:
        return fact.member.shown_as
    return fact.unit.name if fact.unit else ""


def value(fact: Fact, scheme: Scheme) -> str:
    """What it says."""
    return numbers.value(fact.value, fact.kind, scheme)


def address(fact: Fact) -> str:
    """A fact's page."""
    return reverse("fact", args=[fact.pk])


# Kinds to choose from


def kinds(names: Sequence[str], often: Sequence[str], scheme: Scheme, url: str, text: str) -> list[Row]:
    """The kinds in the groups of the scheme, those that are recorded often first; narrowed down by what was typed."""
    found = [name for name in names if _fits(name, scheme.fact_kinds[name], text)]
    # A person who types looks for one kind, and finds it once.
    first = [] if text.strip() else [name for name in often if name in found]
    groups = [{"title": _("Often recorded here"), "kinds": first}]
    groups += _grouped(found, scheme)
    return [
        {
            "title": group["title"],
            "kinds": [_kind(name, scheme, url) for name in group["kinds"]],
            "is_open": bool(text.strip()) or number == 0,
        }
        for number, group in enumerate(group for group in groups if group["kinds"])
    ]


def _kind(name: str, scheme: Scheme, url: str) -> Row:
    most = scheme.fact_kinds[name].at_most
    note = "" if most == 1000 else _("a number") if most is None else f"0–{decimal_text(most)}"
    return {"url": f"{url}kind={name}", "label": title(name, scheme), "note": note}


def _grouped(names: Sequence[str], scheme: Scheme) -> list[Row]:
    """In the groups that the scheme makes; in one without, by the category of the first rule that each feeds."""
    if scheme.fact_groups:
        return [
            {"title": terms.text(group.title), "kinds": [name for name in names if scheme.group_of(name) == group]}
            for group in scheme.fact_groups
        ]
    placed = _categories(scheme)
    groups: list[Row] = [
        {"title": terms.text(category.title), "kinds": [name for name in names if placed.get(name) == category.code]}
        for category in scheme.categories
    ]
    return [*groups, {"title": _("Not used by any rule"), "kinds": [name for name in names if name not in placed]}]


def _categories(scheme: Scheme) -> Mapping[str, str]:
    placed: dict[str, str] = {}
    for indicator in scheme.indicators:
        for kind in indicator.facts:
            placed.setdefault(kind, indicator.category)
    return placed


def _fits(name: str, kind: FactKind, text: str) -> bool:
    """Whether a kind is called so: by its titles, by other words for it, by its sound, or by its name in files."""
    text = text.strip().lower()
    called = [kind.en, kind.zh, *kind.words]
    spelled = [spelling for word in called for spelling in (word.lower(), letters(word), initials(word))]
    return not text or any(text in spelling for spelling in (name, *spelled))


def counting(later: CountsLater | None) -> str:
    """When an entry counts whose month is published already; nothing where its month still counts it."""
    if later is None:
        return ""
    said = {"month": terms.month(later.month), "first": terms.month(later.first) if later.first is not None else ""}
    if later.first is None:
        return _("%(month)s is published and its year is over: this entry counts only if it is issued again.") % said
    return _("%(month)s is published already: this entry counts from the rating of %(first)s on.") % said


def published_help(last: int | None) -> str:
    """What is said at the day of a new entry, of months that are published."""
    if last is None:
        return ""
    return _("Published up to %(month)s: an entry of an earlier day counts from the next rating of its year on.") % {
        "month": terms.month(last)
    }


def marked(count: int | str, total: int | str) -> str:
    """How many are marked."""
    return _("%(count)s of %(total)s marked") % {"count": count, "total": total}


# What was recorded


def days(lines: Sequence[RecordedLine], scheme: Scheme) -> list[Row]:
    """Day by day, and within a day by what happened."""
    return [
        {"day": terms.said_day(day), "groups": _groups(list(same), scheme)}
        for day, same in groupby(lines, key=lambda line: line.entry.fact.occurred_on)
    ]


def _groups(lines: Iterable[RecordedLine], scheme: Scheme) -> list[Row]:
    found = []
    for (kind, reference), same in groupby(lines, key=lambda line: (line.entry.fact.kind, line.entry.fact.reference)):
        rows = [row(line, scheme) for line in same]
        # What was written down together is told once.
        together = len(rows) > 1 and len({one["recorded"] for one in rows}) == 1
        told = rows[0]["recorded"] if together else ""
        shown = [one | {"recorded": ""} for one in rows] if together else rows
        found.append({"title": title(kind, scheme), "reference": reference, "recorded": told, "rows": shown})
    return found


def row(line: RecordedLine, scheme: Scheme) -> Row:
    """One fact on a list."""
    fact, back = line.entry.fact, line.entry.reversal
    state = "" if line.entry.in_force else _("Replaced") if line.replaced_by else _("Taken back")
    if line.entry.in_force and line.replaces is not None:
        state = _("Replaces: %(value)s") % {"value": value(line.replaces, scheme)}
    elif line.entry.in_force and back is not None:
        state = _("Restored")
    reason = "" if back is None and line.replaces is None else (back or fact).reason
    return {
        "url": address(fact),
        "id": fact.pk,
        "label": about(fact),
        "value": value(fact, scheme),
        "excused": fact.value is None,
        "gone": not line.entry.in_force,
        "state": state,
        "reason": reason,
        "recorded": f"{by_whom(fact)} · {terms.moment(fact.recorded_at)} · {fact.get_source_display()}",
    }


def counted(count: int) -> str:
    """How many facts."""
    return ngettext("%(count)s entry", "%(count)s entries", count) % {"count": count}


# One fact


def by_whom(fact: Fact) -> str:
    """Who wrote it down, and who agreed."""
    if fact.recorded_by is None:
        return _("the system")
    if fact.agreed_by is None:
        return fact.recorded_by.shown_name
    return terms.listed([fact.recorded_by.shown_name, fact.agreed_by.shown_name])


def short(fact: Fact, scheme: Scheme) -> Row:
    """A fact that was recorded with another, in a line."""
    return {"url": address(fact), "label": terms.pair(title(fact.kind, scheme), value(fact, scheme))}


def rows(story: Story, scheme: Scheme, *, meeting_url: str = "") -> list[Row]:
    """What the fact says. meeting_url: where the attendance list of its meeting is, if one wrote it."""
    fact = story.fact
    found = [
        {"label": _("About"), "value": about(fact)},
        {"label": _("Kind of entry"), "value": title(fact.kind, scheme)},
        {"label": _("Entry as recorded"), "value": value(fact, scheme)},
        {"label": _("Day"), "value": terms.said_day(fact.occurred_on)},
    ]
    if fact.reference:
        found.append({"label": _("Reference (meeting, decision)"), "value": fact.reference, "url": meeting_url})
    return found


def events(story: Story, scheme: Scheme) -> list[Row]:
    """Everything that became of it, the oldest first."""
    fact = story.fact
    found = [_event(fact, fact.get_source_display(), "plus", reason=fact.reason)]
    if story.replaces is not None:
        found[0]["title"] = _("Correction of: %(value)s") % {"value": value(story.replaces, scheme)}
        found[0]["url"] = address(story.replaces)
    for place, one in enumerate(story.chain):
        label, icon = (_("Taken back"), "close") if holds_after(place) else (_("Restored"), "check")
        found.append(_event(one, label, icon, reason=one.reason))
    for one in story.replaced_by:
        said = _("Replaced by another entry: %(value)s, %(day)s") % {
            "value": value(one, scheme),
            "day": terms.day(one.occurred_on),
        }
        found.append(_event(one, said, "edit") | {"url": address(one)})
    for asked in story.corrections:
        found.append(
            {
                "title": _("Correction asked for: %(state)s") % {"state": asked.get_state_display()},
                "text": asked.reason,
                "when": terms.moment(asked.asked_at),
                "datetime": asked.asked_at.isoformat(timespec="minutes"),
                "by": asked.asked_by.shown_name,
                "icon": "edit",
            }
        )
    for doubt in story.objections:
        found.append(
            {
                "title": _("The member objects: %(state)s") % {"state": doubt.get_state_display()},
                "when": terms.moment(doubt.opened_at),
                "datetime": doubt.opened_at.isoformat(timespec="minutes"),
                "icon": "question",
            }
        )
    return sorted(found, key=lambda one: one["datetime"])


def _event(fact: Fact, label: str, icon: str, *, reason: str = "") -> Row:
    return {
        "title": label,
        "text": reason,
        "when": terms.moment(fact.recorded_at),
        "datetime": fact.recorded_at.isoformat(timespec="microseconds"),
        "by": by_whom(fact),
        "icon": icon,
    }

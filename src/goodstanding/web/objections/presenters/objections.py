"""Objections on pages: the line in plain words, every step, and where it stands."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.engine.explain.explanation import ExplainedLine, Explanation
from goodstanding.engine.explain.rule_text import fact_title, rule_in_words
from goodstanding.engine.explain.wording import is_attended, silence_in_words
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Indicator
from goodstanding.models import Correction, Fact, Objection, Remedy, Step
from goodstanding.queries.months import explanations, lines
from goodstanding.queries.months.lines import MemberLine, RunningLine
from goodstanding.queries.objections.objections import appeal_until
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import numbers, terms

TONES = {"open": "warn", "appealed": "warn", "upheld": "good", "rejected": "neutral", "withdrawn": "neutral"}
_ICONS = {"opened": "question", "escalated": "sort-up", "upheld": "done", "rejected": "close", "appealed": "question"}


def title(objection: Objection) -> str:
    """What it is about: the rule's name and the period."""
    rule = lines.indicator_of(objection)
    return f"{terms.text(rule.title) if rule else objection.indicator} · {terms.period(objection.period)}"


def due(objection: Objection) -> str:
    """Until when an answer is due."""
    return terms.deadline(objection.due_on, provisional=objection.due_is_provisional)


def until(objection: Objection) -> str:
    """Until when a second ruling can be asked for."""
    return terms.deadline(appeal_until(objection), provisional=objection.appeal_is_provisional)


def own_entry(objection: Objection) -> dict[str, Any]:
    """One line of the member's list."""
    detail = terms.moment(objection.opened_at)
    if objection.state in Objection.WAITING:
        detail = _("Answer due by %(day)s") % {"day": due(objection)}
    return {
        "url": reverse("my_objection", args=[objection.key]),
        "icon": "question",
        "label": title(objection),
        "detail": detail,
        "badge": objection.get_state_display(),
        "tone": TONES[objection.state],
    }


def desk_entry(objection: Objection, today: date) -> dict[str, Any]:
    """One line of the desk's list; overdue ones say so."""
    late = objection.state in Objection.WAITING and objection.due_on < today
    until = _("Due %(day)s") % {"day": due(objection)}
    detail = f"{title(objection)} · {until}" if objection.state in Objection.WAITING else title(objection)
    return {
        "url": reverse("objection", args=[objection.key]),
        "icon": "question",
        "about": objection.member,
        "label": objection.member.shown_as,
        "detail": detail,
        "badge": _("Overdue") if late else objection.get_state_display(),
        "tone": "bad" if late else TONES[objection.state],
        "due": objection.due_on,
    }


def steps(objection: Objection) -> list[dict[str, Any]]:
    """Everything that became of it, in its order, for ever."""
    related = ("by", "by__member", "unit")
    return [_step(step) for step in objection.steps.select_related(*related)]


def _step(step: Step) -> dict[str, Any]:
    name = step.get_verb_display()
    if step.due_on is not None:
        told = {"what": name, "unit": step.unit.name}
        told["day"] = terms.deadline(step.due_on, provisional=step.is_provisional, with_weekday=False)
        again = step.verb == Step.Verb.REDATED
        name = (_("%(what)s: now %(day)s") if again else _("%(what)s: with %(unit)s, answer due by %(day)s")) % told
    who = step.by.shown_name if step.by else _("automatically, when the time was over")
    return {
        "title": name,
        "text": step.text,
        "when": terms.moment(step.at),
        "datetime": step.at.isoformat(timespec="minutes"),
        "by": f"{who} · {terms.office(step.office)}" if step.office else who,
        "icon": _ICONS.get(step.verb, "record"),
        "tone": {"upheld": "good", "escalated": "warn"}.get(step.verb, ""),
    }


def rule_rows(line: MemberLine | RunningLine, missing_on: date | None = None) -> list[dict[str, Any]]:
    """The line: its rule in plain words, the period, and what it came to."""
    scheme, indicator = line.scheme, line.indicator
    category = next(candidate for candidate in scheme.categories if candidate.code == indicator.category)
    rows = [
        {"label": _("Indicator"), "value": f"{indicator.code} {terms.text(indicator.title)}"},
        {"label": _("Category"), "value": terms.text(category.title)},
        {"label": _("Period"), "value": terms.period(line.period.name)},
        {"label": _("The rule"), "value": rule_in_words(indicator, scheme, numbers.lang())},
    ]
    if missing_on is not None:
        rows.append({"label": _("Nothing recorded on"), "value": terms.said_day(missing_on)})
    if isinstance(line, MemberLine) and (told := came_to(line)):
        rows.append({"label": _("Result"), "value": told})
    return rows


def came_to(line: MemberLine) -> str:
    """What the line gave or took; nothing for a flag, or where the line cannot be worked out again."""
    try:
        found = _of(explanations.explained(line.standing).explanation, line)
    except InputError:
        return ""
    if found is None:
        return ""
    if found.silence is not None:
        return silence_in_words(found.silence, line.indicator, the_scheme(), numbers.lang())
    if line.indicator.kind == "base":
        return numbers.earned_of(found.earned, found.attainable)
    return numbers.signed(found.earned)


def _of(explanation: Explanation, line: MemberLine) -> ExplainedLine | None:
    parts = (part for part in explanation.indicators if part.code == line.indicator.code)
    return next(
        (
            explained_line
            for part in parts
            for explained_line in part.lines
            if explained_line.period == line.period.name
        ),
        None,
    )


def rule_choices(rules: Iterable[Indicator]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Rules to choose from, by category."""
    titles = {category.code: terms.text(category.title) for category in the_scheme().categories}
    found: dict[str, list[tuple[str, str]]] = {}
    for rule in rules:
        found.setdefault(titles[rule.category], []).append((rule.code, terms.text(rule.title)))
    return list(found.items())


def fact_row(fact: Fact) -> dict[str, Any]:
    """A fact: when and what, who wrote it down, from what."""
    scheme = the_scheme()
    recorder = fact.recorded_by.shown_name if fact.recorded_by else ""
    origin = [fact.get_source_display(), fact.reference, recorder, terms.moment(fact.recorded_at)]
    return {
        "label": terms.said_day(fact.occurred_on),
        "value": _("%(what)s: %(value)s")
        % {
            "what": fact_title(fact.kind, scheme, numbers.lang()),
            "value": numbers.value(fact.value, fact.kind, scheme),
        },
        "note": " · ".join(part for part in origin if part),
    }


def fact_text(fact: Fact) -> str:
    """A fact in one line, to choose it."""
    row = fact_row(fact)
    return f"{row['label']} · {row['value']}"


def corrected(correction: Correction) -> dict[str, Any]:
    """What was changed in the ledger, and by which two."""
    return {
        "label": remedy(correction),
        "value": fact_text(correction.fact),
        "note": becomes(correction),
    }


def remedy(correction: Correction) -> str:
    """What is done to the entry; only an attendance becomes an excused absence."""
    if correction.remedy == Remedy.EXCUSE and not is_attended([correction.fact.kind], the_scheme()):
        return _("The entry is excused")
    return str(correction.get_remedy_display())


def becomes(correction: Correction) -> str:
    """The other value or day, where there is one."""
    if correction.remedy not in {Remedy.REPLACE, Remedy.MOVE}:
        return ""
    told = {"value": numbers.value(correction.value, correction.fact.kind, the_scheme())}
    if correction.on is None:
        return _("New value: %(value)s") % told
    return _("New day: %(day)s, value: %(value)s") % (told | {"day": terms.day(correction.on)})

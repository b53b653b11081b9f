"""One category or one indicator of a member in a month: the rule in plain words, its lines, its facts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from goodstanding.engine.explain.explanation import ExplainedLine, Explanation, FactLine, FlagPart, IndicatorPart
from goodstanding.engine.explain.grouping import span, together, until_passing
from goodstanding.engine.explain.owed_text import asked_words
from goodstanding.engine.explain.rule_text import fact_title, most_in_words, rule_in_words, who_in_words, why_not
from goodstanding.engine.explain.wording import say, silence_in_words, text_in
from goodstanding.engine.period import month_text
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.models import Fact, Run
from goodstanding.queries.ledger.facts import LedgerLine
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.months.presenters import standing
from goodstanding.web.shell.presenters import numbers, terms

Row = dict[str, Any]
_OBJECTIONS, _ENTRIES = "/my/objections/new/", "/my/objections/entry/"


def objection_address(run: Run | None, code: str, period: str, fact: int | None = None) -> str:
    """Where a line or a fact is objected to; before the month is published only a fact, nothing once it is replaced."""
    if run is None:
        return "" if fact is None else f"{_ENTRIES}{fact}/"
    if run.state != Run.State.PUBLISHED:
        return ""
    asked = {"run": run.key, "indicator": code, "period": period} | ({} if fact is None else {"fact": fact})
    return f"{_OBJECTIONS}?{urlencode(asked)}"


def rule_text(indicator: Indicator, scheme: Scheme) -> str:
    """What counts and what it gives, in plain words."""
    return rule_in_words(indicator, scheme, numbers.lang())


def about(indicator: Indicator, scheme: Scheme) -> list[Row]:
    """Why the rule is there, whom it is for, what it gives at most and where it comes from."""
    lang = numbers.lang()
    return [
        {"label": _("Why it is there"), "value": terms.text(indicator.why)},
        {"label": _("For whom"), "value": who_in_words(indicator, scheme, lang)},
        {"label": _("At most"), "value": most_in_words(indicator, lang)},
        {"label": _("Source"), "value": text_in(indicator.source, lang)},
    ]


def outcome(part: IndicatorPart) -> str:
    """Earned of attainable, or what was added or taken."""
    return numbers.earned_of(part.earned, part.attainable) if part.kind == "base" else numbers.signed(part.earned)


def of_category(explanation: Explanation, scheme: Scheme, code: str) -> list[Row]:
    """The category's indicators that apply, each with its outcome as a bar."""
    part = next((category for category in explanation.categories if category.code == code), None)
    return [_entry(indicator_part, scheme, explanation.month) for indicator_part in (part.indicators if part else ())]


def _entry(part: IndicatorPart, scheme: Scheme, month: int) -> Row:
    stands = [line for line in part.lines if line.silence is None]
    return {
        "label": terms.text(scheme.indicator(part.code).title),
        "url": standing.address(month, part.code),
        "text": outcome(part) if stands else "",
        "has_bar": part.attainable > 0,
        "percent": numbers.percent(part.earned, part.attainable),
        "detail": part.code if stands else f"{part.code} · {_silence(part, scheme)}",
    }


def _silence(part: IndicatorPart, scheme: Scheme) -> str:
    silence = part.lines[-1].silence or "gave_nothing"
    return silence_in_words(silence, scheme.indicator(part.code), the_scheme(), numbers.lang())


def away(explanation: Explanation, scheme: Scheme, category: str = "") -> list[Row]:
    """What does not apply to the member, by the reason why."""
    reasons = dict[str, list[str]]()
    for code in explanation.away:
        indicator = scheme.indicator(code)
        if not category or indicator.category == category:
            reason = why_not_here(indicator, explanation, scheme)
            reasons.setdefault(reason, []).append(f"{code} {terms.text(indicator.title)}")
    return [{"label": reason, "rules": terms.listed(titles)} for reason, titles in reasons.items()]


def why_not_here(indicator: Indicator, explanation: Explanation, scheme: Scheme) -> str:
    """Why one indicator does not apply to the member."""
    reason = why_not(indicator, explanation.tags, scheme, numbers.lang())
    return reason or _("It applied in none of the periods so far.")


class Lines:
    """The lines of one indicator, with what the ledger knows of each fact."""

    def __init__(self, indicator: Indicator, scheme: Scheme, entries: Sequence[LedgerLine], run: Run | None) -> None:
        self.indicator, self.scheme, self.run = indicator, scheme, run
        self.facts: Mapping[int, Fact] = {ledger_line.fact.pk: ledger_line.fact for ledger_line in entries}

    def of(self, part: IndicatorPart) -> list[Row]:
        """Line by line, the latest first; silent neighbours as one."""
        rows = [self._row(lines) for lines in together(part.lines)]
        return rows[::-1]

    def cap(self, part: IndicatorPart) -> str:
        """What the yearly cap changed."""
        if part.yearly is None:
            return ""
        sentence = say("yearly_cap", numbers.lang(), limit=numbers.points(part.yearly.limit))
        return terms.pair(sentence, numbers.signed(part.yearly.earned))

    def _row(self, lines: Sequence[ExplainedLine]) -> Row:
        line, lang = lines[0], numbers.lang()
        silent = line.silence is not None
        gives = numbers.earned_of(line.earned, line.attainable)
        return {
            "period": span([terms.period(explained_line.period) for explained_line in lines]),
            "silent": silence_in_words(line.silence, self.indicator, the_scheme(), lang) if line.silence else "",
            "text": "" if silent else gives if self.indicator.kind == "base" else numbers.signed(line.earned),
            "notes": terms.listed(_notes(line, self.indicator)),
            "facts": [self.fact(fact, line.period) for fact in reversed(line.facts)],
            "object_url": objection_address(self.run, self.indicator.code, line.period) if len(lines) == 1 else "",
        }

    def fact(self, fact_line: FactLine, period: str) -> Row:
        """A fact: when, what, and who wrote it down from what."""
        lang = numbers.lang()
        role = say(fact_line.role, lang) if fact_line.role in ("not_latest", "not_largest", "not_asked") else ""
        known = self.facts.get(fact_line.fact_id)
        return {
            "id": fact_line.fact_id,
            "day": terms.said_day(fact_line.occurred_on),
            "title": fact_title(fact_line.kind, self.scheme, lang),
            "value": numbers.value(fact_line.value, fact_line.kind, self.scheme),
            "role": role,
            "recorded": recorded(known) if known else "",
            "object_url": objection_address(self.run, self.indicator.code, period, fact_line.fact_id),
        }

    def flag(self, part: FlagPart) -> list[Row]:
        """The months that a flag counted, or the facts it looked at."""
        lang, period = numbers.lang(), month_text(self.run.month) if self.run else ""
        if part.months:
            return [
                {
                    "period": terms.month(month.month),
                    "silent": say(month.state, lang),
                    "facts": [self.fact(fact, month_text(month.month)) for fact in month.facts],
                }
                for month in until_passing(part.months)
            ]
        said = terms.period(period) if period else ""
        return [{"period": said, "facts": [self.fact(fact, period) for fact in part.facts]}]

    def gone(self, entries: Iterable[LedgerLine], first: int) -> list[Row]:
        """Facts of the rule's kinds that no longer count, with the reason."""
        kinds = self.indicator.facts
        mine = [
            ledger_line
            for ledger_line in entries
            if not ledger_line.in_force and ledger_line.fact.kind in kinds and ledger_line.fact.month >= first
        ]
        return [
            {
                "day": terms.said_day(ledger_line.fact.occurred_on),
                "title": fact_title(ledger_line.fact.kind, self.scheme, numbers.lang()),
                "value": numbers.value(ledger_line.fact.value, ledger_line.fact.kind, self.scheme),
                "recorded": recorded(ledger_line.fact),
                "reason": _("Taken back %(when)s by %(who)s: %(reason)s")
                % {
                    "when": terms.moment(ledger_line.reversal.recorded_at),
                    "who": by_whom(ledger_line.reversal),
                    "reason": ledger_line.reversal.reason,
                },
            }
            for ledger_line in mine
            if ledger_line.reversal is not None
        ]


def recorded(fact: Fact) -> str:
    """Who wrote it down, when, and from what."""
    sentence = _("Recorded %(when)s by %(who)s · %(source)s") % {
        "when": terms.moment(fact.recorded_at),
        "who": by_whom(fact),
        "source": fact.get_source_display(),
    }
    more = [part for part in (fact.reference, fact.reason) if part]
    return " · ".join([sentence, *more])


def by_whom(fact: Fact) -> str:
    """A person, or the system."""
    return fact.recorded_by.shown_name if fact.recorded_by else _("the system")


def _notes(line: ExplainedLine, indicator: Indicator) -> Iterator[str]:
    lang = numbers.lang()
    if line.value is not None and (line.n > 1 or indicator.measure == "count"):
        yield _("counted: %(value)s") % {"value": say("value", lang, value=numbers.points(line.value), n=line.n)}
    if line.silence is None:
        yield from asked_words(line, indicator, the_scheme(), lang)

"""The worked cases of a card, told as little stories: who, what happened, what comes out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from goodstanding.engine.cases.case import Case, CaseFact, CaseMember, CaseRow
from goodstanding.engine.cases.compare import amount_text
from goodstanding.engine.cases.read import WorkedCase
from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.phrases import Phrases
from goodstanding.engine.explain.rule_text import fact_title, tag_title
from goodstanding.engine.explain.wording import say_excused
from goodstanding.engine.period import month_text
from goodstanding.engine.scheme.scheme import Scheme, decimal_text
from goodstanding.engine.tables import OUTPUTS
from goodstanding.flows.card.voice import Voice, label

#: A story tells at most so many different happenings; the case's file has the rest.
TOLD = 12

#: In a unit's line n counts people, elsewhere records.
RATED = ("unit_totals", "n")


def lines(scheme: Scheme, cases: Sequence[WorkedCase], voice: Voice) -> list[str]:
    """All worked cases, in the order of their names."""
    if not cases:
        return []
    about = voice.paragraphs(lambda lang: label(lang, "cases_about"))
    head = [f"## {voice.label('cases')}", "", *about]
    return head + [line for worked in cases for line in _Story(scheme, voice, worked.case).lines(worked.name)]


class _Story:
    def __init__(self, scheme: Scheme, voice: Voice, case: Case) -> None:
        self.scheme = scheme
        self.voice = voice
        self.case = case

    def lines(self, name: str) -> list[str]:
        tree = [f"{self._noun('unit')} {unit.id}: {self._tags([unit.level, unit.type])}" for unit in self.case.units]
        return [
            f"### {name}",
            "",
            *self.voice.paragraphs(lambda lang: Phrases(lang).of(self.case.says)),
            f"- **{self.voice.label('month')}**: {month_text(self.case.month)}",
            *(self._part("tree", tree) if tree else []),
            *self._part("people", list(self._people())),
            *self._part("happened", self._happened()),
            *self._part("result", [*self._expected(), *self._absent()]),
            "",
        ]

    def _part(self, key: str, texts: Sequence[str]) -> list[str]:
        shown = list(texts) if key == "result" else list(texts[:TOLD])
        if len(texts) > len(shown):
            rest = len(texts) - len(shown)
            shown.append(self.voice.side_by_side(lambda lang: label(lang, "more", n=rest)))
        return [f"- **{self.voice.label(key)}**:", *(f"  - {line}" for line in shown or [self.voice.label("nothing")])]

    def _noun(self, subject: str) -> str:
        return self.voice.label("unit_word" if subject == "unit" else subject)

    def _tags(self, classes: Sequence[str]) -> str:
        def named(lang: Lang) -> str:
            titles = dict.fromkeys(tag_title(class_name, self.scheme, lang) for class_name in classes)
            return Phrases(lang)("comma").join(titles) or label(lang, "no_class")

        return self.voice.side_by_side(named)

    def _people(self) -> Iterator[str]:
        def alike(row: CaseMember) -> tuple[int, tuple[str, ...], int, int | None]:
            return row.unit, row.classes, row.from_, row.until

        for (unit, classes, since, until), rows in groupby(self.case.members, alike):
            span = f"{month_text(since)} –" + (f" {month_text(until - 1)}" if until is not None else "")
            where = f", {self._noun('unit')} {unit}" if self.case.units else ""
            yield f"{self._noun('member')} {_numbers(row.id for row in rows)}: {self._tags(classes)} ({span}){where}"

    def _happened(self) -> list[str]:
        alike: dict[tuple[str, str, tuple[date, ...], int | None], list[CaseFact]] = {}
        for fact in self.case.facts:
            alike.setdefault((fact.subject, fact.kind, fact.on, fact.value), []).append(fact)
        return [
            f"{self._noun(subject)} {_numbers(fact.subject_id for fact in facts)}: "
            f"{self._fact(kind)}, {_days(days)}: {self._value(value, kind)}"
            for (subject, kind, days, value), facts in alike.items()
        ]

    def _value(self, value: int | None, kind: str) -> str:
        if value is None:
            return self.voice.side_by_side(lambda lang: say_excused("excused", [kind], self.scheme, lang))
        return decimal_text(value)

    def _fact(self, kind: str) -> str:
        return self.voice.side_by_side(lambda lang: fact_title(kind, self.scheme, lang))

    def _expected(self) -> Iterator[str]:
        for table in OUTPUTS:
            for row in getattr(self.case.expect, table):
                wanted = row.wanted().items()
                columns = [self._column("rated" if (table, name) == RATED else name, value) for name, value in wanted]
                yield f"{self._row(row)}: {', '.join(columns)}"

    def _column(self, name: str, value: object) -> str:
        rated = value is not None or name != "total"
        shown = amount_text(name, value) if rated else self.voice.label("not_rated")
        return f"{self.voice.label(f'columns.{name}')} {self.voice.label('nothing') if shown == 'null' else shown}"

    def _absent(self) -> Iterator[str]:
        for table in OUTPUTS:
            for row in getattr(self.case.absent, table):
                yield f"{self._row(row)}: {self.voice.label('left_out')}"

    def _row(self, row: CaseRow) -> str:
        parts = [f"{self._noun(name)} {getattr(row, name)}" for name in row.keys if name in ("member", "unit", "scope")]
        parts = [part for part in parts if not part.endswith(" None")]
        code, period = getattr(row, "indicator", None), getattr(row, "period", None)
        if code is not None:
            parts.append(f"{code} {self.voice.text(self.scheme.indicator(code).title)}")
        return ", ".join([*parts, period] if period is not None else parts)


def _numbers(numbers: Iterable[int]) -> str:
    """'1–5, 7'."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def _days(days: Sequence[date]) -> str:
    if len(days) <= 3:
        return ", ".join(day.isoformat() for day in days)
    return f"{min(days).isoformat()} – {max(days).isoformat()} ({len(days)} ×)"

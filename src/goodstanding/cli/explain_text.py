"""An explanation to read: chapter by chapter, then the flags, what does not apply, and the sums at the end."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from goodstanding.cli.explain_sums import sums_text
from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.explanation import (
    Adjustment,
    CategoryPart,
    ExplainedLine,
    ExplainedMonth,
    Explanation,
    FactLine,
    FlagPart,
    IndicatorPart,
    StreakMonth,
)
from goodstanding.engine.explain.grouping import span, together, until_passing
from goodstanding.engine.explain.owed_text import asked_words
from goodstanding.engine.explain.rule_text import fact_title, rule_in_words, tag_title, why_not
from goodstanding.engine.explain.wording import amount, places, say, say_excused, silence_in_words, text_in
from goodstanding.engine.period import month_text
from goodstanding.engine.scheme.scheme import Indicator, Scheme


def explanation_text(explanation: Explanation, scheme: Scheme, lang: Lang) -> Group:
    """The whole explanation in one language."""
    teller = _TextTeller(explanation, scheme, lang)
    return Group(*teller.parts())


def _indented(part: RenderableType, columns: int) -> Padding:
    return Padding(part, (0, 0, 0, columns), expand=False)


def grid(rows: Iterable[Sequence[str | Text]], right: tuple[int, ...] = (), widths: Sequence[int] = ()) -> Table:
    """Rows in columns without lines; words are never read as markup."""
    lines = list(rows)
    table = Table.grid(padding=(0, 2))
    for column in range(max((len(row) for row in lines), default=0)):
        width = widths[column] if column < len(widths) else None
        table.add_column(justify="right" if column in right else "left", min_width=width, overflow="fold")
    for row in lines:
        table.add_row(*[Text(cell) if isinstance(cell, str) else cell for cell in row])
    return table


class _TextTeller:
    """Tells one explanation in one language."""

    def __init__(self, explanation: Explanation, scheme: Scheme, lang: Lang) -> None:
        self.it = explanation
        self.scheme = scheme
        self.lang: Lang = lang
        self.say: Callable[..., str] = lambda key, **amounts: say(key, lang, **amounts)

    def parts(self) -> Iterator[RenderableType]:
        yield from self._head()
        for category in self.it.categories:
            yield from self._category(category)
        yield from self._flags()
        yield from self._away()
        yield from self._idle()
        yield from sums_text(self.it, self.scheme, self.lang)

    # Who

    def _head(self) -> Iterator[RenderableType]:
        it = self.it
        yield Text(f"{self.say(it.subject)} {it.subject_id} · {month_text(it.month)} · {self._title()}", "bold")
        rows = [(self.say("in"), " › ".join(node.name for node in reversed(it.units)))]
        rows += [
            (self.say("classes") if number == 0 else "", text) for number, text in enumerate(self._history(it.history))
        ]
        rows.append((self.say("total"), self._total()))
        yield _indented(grid(rows), 2)

    def _title(self) -> str:
        return text_in(self.scheme.title, self.lang)

    def _total(self) -> str:
        if self.it.published.total is None:
            return self.say("not_rated")
        bands = {band.name: band for band in self.scheme.member.bands}
        band = bands.get(self.it.published.band or "")
        name = "" if band is None else text_in(band.title, self.lang) if band.title else band.name
        return " · ".join(part for part in (places(self.it.published.total), name) if part)

    def _history(self, history: Sequence[ExplainedMonth]) -> Iterator[str]:
        """Months that were alike, drawn together."""
        for (unit_id, classes), months in groupby(
            history, key=lambda explained_month: (explained_month.unit_id, explained_month.classes)
        ):
            lived = list(months)
            class_titles = ", ".join(tag_title(word, self.scheme, self.lang) for word in classes) or self.say(
                "no_class"
            )
            membership = self.say("not_there") if unit_id is None else f"{class_titles} ({self.say('unit')} {unit_id})"
            yield f"{span([month_text(month.month) for month in lived])}: {membership}"

    # Points

    def _category(self, part: CategoryPart) -> Iterator[RenderableType]:
        category = next(category for category in self.scheme.categories if category.code == part.code)
        base = [indicator for indicator in part.indicators if indicator.kind == "base"]
        sums = (
            self._of(sum(indicator.earned for indicator in base), sum(indicator.attainable for indicator in base))
            if base
            else ""
        )
        yield Text(f"\n{part.code}  {text_in(category.title, self.lang)}  {sums}".rstrip(), "bold")
        for indicator in part.indicators:
            yield from self._indicator(indicator)

    def _indicator(self, part: IndicatorPart) -> Iterator[RenderableType]:
        indicator = self.scheme.indicator(part.code)
        yield from self._rule(
            indicator, self._of(part.earned, part.attainable) if part.kind == "base" else self._gives(part)
        )
        rows = [self._row(lines, indicator) for lines in together(part.lines)]
        if part.yearly is not None:
            rows.append(self._cap(part.yearly, part.kind == "base"))
        yield _indented(grid(rows, widths=(9, 12)), 4)

    def _rule(self, indicator: Indicator, outcome: str) -> Iterator[RenderableType]:
        """An indicator's name with what it came to, the rule, its source, and of what kind its facts are if of one."""
        name = Text.assemble(
            ("\n" + indicator.code, "bold"), f"  {text_in(indicator.title, self.lang)}  ", (outcome, "bold")
        )
        yield _indented(name, 2)
        yield _indented(Text(rule_in_words(indicator, self.scheme, self.lang)), 4)
        yield _indented(Text(self.say("source") + text_in(indicator.source, self.lang), "dim"), 4)
        if len(indicator.facts) == 1:
            yield _indented(Text(self.say("facts") + self._kind(indicator.facts[0]), "dim"), 4)

    def _gives(self, part: IndicatorPart) -> str:
        sign = "+" if part.kind == "bonus" else ""
        return f"{self.say(part.kind)} {sign}{amount(part.earned)}"

    def _of(self, earned: int, attainable: int) -> str:
        return self.say("of", earned=amount(earned), attainable=amount(attainable))

    def _row(self, lines: Sequence[ExplainedLine], indicator: Indicator) -> tuple[str, str, str]:
        """One line, or several in which the same silence reigns."""
        line, name = lines[0], span([explained_line.period for explained_line in lines])
        facts = "; ".join(self._fact(fact, indicator) for fact in line.facts)
        if line.silence is not None:
            return name, "–", ": ".join(part for part in (self._silence(line.silence, indicator), facts) if part)
        gives = self._of(line.earned, line.attainable) if indicator.kind == "base" else f"{amount(line.earned)}"
        return name, gives, " · ".join(part for part in (*self._notes(line, indicator), facts) if part)

    def _notes(self, line: ExplainedLine, indicator: Indicator) -> Iterator[str]:
        if line.value is not None and (line.n > 1 or indicator.measure == "count"):
            yield self.say("value", value=amount(line.value), n=line.n)
        yield from asked_words(line, indicator, self.scheme, self.lang)

    def _cap(self, cap: Adjustment, base: bool) -> tuple[str, str, str]:
        change = self._of(cap.earned, cap.attainable) if base else amount(cap.earned)
        return "", change, self.say(cap.cap, limit=amount(cap.limit))

    def _fact(self, fact: FactLine, indicator: Indicator | None) -> str:
        kind = "" if indicator is not None and len(indicator.facts) == 1 else f" {self._kind(fact.kind)}"
        value = self._excused(fact.kind) if fact.value is None else amount(fact.value)
        role = f" ({self.say(fact.role)})" if fact.role in ("not_latest", "not_largest", "not_asked") else ""
        return f"{fact.occurred_on.isoformat()}{kind}: {value}{role}"

    def _excused(self, kind: str) -> str:
        return say_excused("excused", [kind], self.scheme, self.lang)

    def _silence(self, silence: str, indicator: Indicator) -> str:
        return silence_in_words(silence, indicator, self.scheme, self.lang)

    def _kind(self, kind: str) -> str:
        return fact_title(kind, self.scheme, self.lang)

    # Flags, and what is left

    def _flags(self) -> Iterator[RenderableType]:
        if self.it.flags:
            yield Text(f"\n{self.say('flags')}", "bold")
        for flag in sorted(self.it.flags, key=lambda flag: flag.level is None):
            yield from self._flag(flag)

    def _flag(self, flag: FlagPart) -> Iterator[RenderableType]:
        indicator = self.scheme.indicator(flag.code)
        yield from self._rule(indicator, self._level(flag))
        if flag.level is None:
            return
        rows = [self._month(month, indicator) for month in until_passing(flag.months)]
        rows += [("", "", self._fact(fact, indicator)) for fact in flag.facts]
        yield _indented(grid(rows), 4)

    def _level(self, flag: FlagPart) -> str:
        if flag.level is None:
            return self.say("no_flag" if flag.voluntary else "quiet")
        value = flag.value or 0
        return f"{self.say(flag.level)}: {self.say('streak', months=value // 1000) if flag.months else amount(value)}"

    def _month(self, month: StreakMonth, indicator: Indicator) -> tuple[str, str, str]:
        facts = "; ".join(self._fact(fact, indicator) for fact in month.facts)
        return month_text(month.month), self.say(month.state), facts

    def _away(self) -> Iterator[RenderableType]:
        reasons: dict[str, list[str]] = {}
        for code in self.it.away:
            reason = why_not(self.scheme.indicator(code), self.it.tags, self.scheme, self.lang) or ""
            reasons.setdefault(reason, []).append(code)
        if reasons:
            yield Text(f"\n{self.say('away')}", "bold")
            rows = [(reason, ", ".join(codes)) for reason, codes in reasons.items()]
            yield _indented(grid(rows), 2)

    def _idle(self) -> Iterator[RenderableType]:
        if self.it.idle:
            yield Text(f"\n{self.say('idle')}", "bold")
            yield _indented(grid([(self._fact(fact, None),) for fact in self.it.idle]), 2)

"""The end of an explanation: the sums by category, the total spelled out in numbers, and the places among peers."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.explanation import CategoryPart, Explanation, MembersPart, Sums, rounded, sums_of
from goodstanding.engine.explain.wording import amount, places, say, text_in
from goodstanding.engine.scheme.scheme import Scheme

Row = tuple[str, str]


def sums_text(explanation: Explanation, scheme: Scheme, lang: Lang) -> Iterator[RenderableType]:
    """The sums at the end."""
    yield Text(f"\n{say('sums', lang)}", "bold")
    if explanation.categories:
        yield Padding(_categories(explanation, scheme, lang), (0, 0, 1, 2), expand=False)
    yield Padding(_ladder(list(_formula(explanation, lang))), (0, 0, 0, 2), expand=False)
    yield Text(f"\n{say('ranks', lang)}", "bold")
    yield Padding(_ranks(explanation, lang), (0, 0, 0, 2), expand=False)


def _categories(explanation: Explanation, scheme: Scheme, lang: Lang) -> Table:
    table = Table(show_edge=False, pad_edge=False, box=None)
    for key in ("category", "earned", "attainable", "bonus", "deduction"):
        table.add_column(say(key, lang), justify="left" if key == "category" else "right", header_style="dim")
    titles = {category.code: text_in(category.title, lang) for category in scheme.categories}
    for part in explanation.categories:
        table.add_row(f"{part.code}  {titles[part.code]}", *_amounts(part))
    for cap in explanation.adjustments:
        change = (amount(cap.earned), "") if cap.cap == "bonus_cap" else ("", amount(-cap.earned))
        table.add_row(say(cap.cap, lang, limit=amount(cap.limit)), "", "", *change)
    sums = sums_of(explanation)
    all_together = (sums.earned, sums.attainable, sums.bonus, sums.deduction)
    table.add_row(say("all", lang), *[amount(each) for each in all_together], style="bold")
    return table


def _amounts(part: CategoryPart) -> list[str]:
    base = [indicator for indicator in part.indicators if indicator.kind == "base"]
    bonus = sum(indicator.earned for indicator in part.indicators if indicator.kind == "bonus")
    deduction = -sum(indicator.earned for indicator in part.indicators if indicator.kind == "deduction")
    return [
        amount(each)
        for each in (sum(one.earned for one in base), sum(one.attainable for one in base), bonus, deduction)
    ]


def _ladder(rows: Sequence[Row]) -> Table:
    """Words, and the number that they lead to; the last row is the outcome."""
    table = Table.grid(padding=(0, 3))
    table.add_column(overflow="fold")
    table.add_column(justify="right")
    for place, (words, number) in enumerate(rows):
        table.add_row(Text(words), Text(number), style="bold" if place == len(rows) - 1 else "")
    return table


def _formula(explanation: Explanation, lang: Lang) -> Iterator[Row]:
    sums = sums_of(explanation)
    if sums.attainable == 0:
        if explanation.members is None:
            yield say("nothing_at_stake", lang), ""
    elif sums.attainable < explanation.least_attainable:
        least = amount(explanation.least_attainable)
        yield say("too_little", lang, attainable=amount(sums.attainable), least=least), ""
    else:
        yield from _own(sums, lang)
    if explanation.members is not None:
        yield from _with_members(explanation.members, sums, lang)
    total = explanation.published.total
    yield say("total", lang), say("not_rated", lang) if total is None else places(total)


def _own(sums: Sums, lang: Lang) -> Iterator[Row]:
    yield say("share", lang, earned=amount(sums.earned), attainable=amount(sums.attainable)), places(sums.share)
    yield say("plus", lang), f"+ {places(rounded(sums.bonus, 10))}"
    yield say("minus", lang), f"- {places(rounded(sums.deduction, 10))}"
    if sums.unbounded != sums.total:
        yield say("bounded", lang), places(sums.total)


def _with_members(part: MembersPart, sums: Sums, lang: Lang) -> Iterator[Row]:
    own = sums.total if sums.attainable > 0 else None
    if own is not None:
        yield say("own", lang), places(own)
    if part.part is None or part.mean is None:
        yield say("no_part", lang, n=part.n, least=part.least), ""
        return
    yield say("mean", lang, sum=places(part.all_sum), n=part.all_n), places(part.mean)
    amounts = {"sum": places(part.sum), "n": part.n, "shrink": part.shrink}
    yield say("part", lang, **amounts, mean=places(part.mean), all=part.n + part.shrink), places(part.part)
    if own is not None:
        words = {"weight": part.weight, "rest": 100 - part.weight, "part": places(part.part), "own": places(own)}
        yield say("weighed", lang, **words), places(part.weighed(own) or 0)


def _ranks(explanation: Explanation, lang: Lang) -> RenderableType:
    if not explanation.ranks:
        return Text(say("no_ranks", lang), "dim")
    table = Table.grid(padding=(0, 3))
    for rank in explanation.ranks:
        table.add_row(Text(rank.scope_name), Text(say("rank", lang, rank=rank.rank, of=rank.of)))
    return table

"""How a scheme and what was found in it are shown to people."""

from pathlib import Path

from goodstanding.cli import output
from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.phrases import Phrases
from goodstanding.engine.explain.rule_text import fact_title, most_a_year, most_in_words, rule_in_words, who_in_words
from goodstanding.engine.explain.wording import text_in
from goodstanding.engine.scheme.check import CheckedScheme
from goodstanding.engine.scheme.load import Loaded
from goodstanding.engine.scheme.scheme import Indicator, Scheme, decimal_text
from goodstanding.flows.card.voice import label
from goodstanding.flows.rating.cases import CaseResult


def show_checked(folder: Path, loaded: Loaded, checked: CheckedScheme, results: list[CaseResult]) -> None:
    """Every fault and warning with its place, every case that failed, and one line at the end."""
    for fault in checked.faults:
        output.results.print(f"{folder / fault.file}{_line(fault.line)}: {fault.message}", markup=False)
    for warning in checked.warnings:
        output.results.print(f"{folder / warning.file}{_line(warning.line)}: warning: {warning.message}", markup=False)
    failed = [result for result in results if not result.passed]
    for result in failed:
        output.results.print(f"{folder / result.file}: does not come out as expected", markup=False)
        for difference in result.differences:
            output.results.print(f"  {difference}", markup=False)
    output.results.print(_summary(loaded, checked, results, len(failed)), markup=False)


def _line(line: int) -> str:
    return f":{line}" if line else ""


def _summary(loaded: Loaded, checked: CheckedScheme, results: list[CaseResult], failed: int) -> str:
    name = loaded.scheme.name if loaded.scheme else loaded.folder.name
    of_units = sum(one.subject == "unit" for one in loaded.scheme.indicators) if loaded.scheme else 0
    parts = [_count(len(loaded.indicators) - of_units, "indicator")]
    if of_units:
        parts.append(f"{of_units} more about units")
    parts += [_count(len(checked.faults), "fault"), _count(len(checked.warnings), "warning")]
    if checked.faults:
        parts.append("the worked cases were not run")
    else:
        parts.append(f"{_count(len(results), 'worked case')}, {failed} failed" if failed else _passed(len(results)))
    return f"{name}: {', '.join(parts)}"


def _passed(cases: int) -> str:
    return f"{_count(cases, 'worked case')} as expected" if cases else "no worked cases"


def _count(many: int, noun: str) -> str:
    return f"{many or 'no'} {noun}{'' if many == 1 else 's'}"


def show_scheme(scheme: Scheme, lang: Lang) -> None:
    """The indicators of each category in a table."""
    say = Phrases(lang)
    output.results.print(f"{say.of(scheme.title)} ({scheme.name})", style="bold", markup=False)
    for category in scheme.categories:
        rows = [
            (
                indicator.code,
                say.of(indicator.title),
                label(lang, f"kind.{indicator.kind}"),
                say(f"each.{indicator.period}"),
                _most(indicator),
            )
            for indicator in scheme.indicators
            if indicator.category == category.code
        ]
        output.results.print()
        head = [label(lang, key) for key in ("code", "title", "kind_head", "period_head", "points_a_year")]
        output.table(f"{category.code} {say.of(category.title)}", head, rows)


def _most(indicator: Indicator) -> str:
    most = most_a_year(indicator)
    if indicator.kind == "flag":
        return ""
    sign = {"bonus": "+", "deduction": "-"}.get(indicator.kind, "")
    return sign + ("…" if most is None else decimal_text(most))


def show_one(indicator: Indicator, scheme: Scheme, lang: Lang) -> None:
    """Everything about one indicator, in words."""
    say = Phrases(lang)
    output.results.print(f"{indicator.code} {say.of(indicator.title)}", style="bold", markup=False)
    lines = {
        "kind_head": label(lang, f"kind.{indicator.kind}"),
        "rule_head": rule_in_words(indicator, scheme, lang),
        "who": who_in_words(indicator, scheme, lang),
        "most": most_in_words(indicator, lang),
        "why": say.of(indicator.why),
        "source": text_in(indicator.source, lang),
        "facts_head": ", ".join(f"{fact_title(kind, scheme, lang)} ({kind})" for kind in indicator.facts),
    }
    for key, text in lines.items():
        output.results.print(f"\n[bold]{label(lang, key)}[/]")
        output.results.print(text, markup=False)

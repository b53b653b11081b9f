"""The whole card, section after section, as Markdown."""

from collections.abc import Sequence

from goodstanding.engine.cases.read import WorkedCase
from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.phrases import Phrases
from goodstanding.engine.explain.rule_text import most_in_words, rule_in_words, who_in_words
from goodstanding.engine.explain.wording import text_in
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.flows.card import rules, stories
from goodstanding.flows.card.voice import Voice


def card(scheme: Scheme, cases: Sequence[WorkedCase], langs: tuple[Lang, ...] = ("en", "zh")) -> str:
    """A Markdown page that tells a scheme's rules and its worked cases, in one language or side by side in both."""
    voice = Voice(langs)
    sections = [
        rules.head_lines(scheme, voice),
        rules.category_lines(scheme, voice),
        rules.class_lines(scheme, voice),
        rules.total_lines(scheme, voice),
        rules.group_lines(scheme, voice),
        rules.unit_lines(scheme, voice),
        *(_category(scheme, code.code, voice) for code in scheme.categories),
        stories.lines(scheme, cases, voice),
    ]
    return "\n".join(line for section in sections for line in section).rstrip() + "\n"


def _category(scheme: Scheme, code: str, voice: Voice) -> list[str]:
    title = next(category.title for category in scheme.categories if category.code == code)
    lines = [f"## {code} {voice.text(title)}", ""]
    for indicator in scheme.indicators:
        if indicator.category == code:
            lines += indicator_lines(indicator, scheme, voice)
    return lines


def indicator_lines(indicator: Indicator, scheme: Scheme, voice: Voice) -> list[str]:
    """One indicator: its rule first, then why, for whom, how much, and where it comes from."""
    kind = voice.label(f"kind.{indicator.kind}")
    return [
        f"### {indicator.code} {voice.text(indicator.title)}",
        "",
        *[f"> {line}".rstrip() for line in voice.paragraphs(lambda lang: rule_in_words(indicator, scheme, lang))[:-1]],
        "",
        *voice.paragraphs(lambda lang: f"*{Phrases(lang).of(indicator.why)}*"),
        *[f"- {_terms(indicator, scheme, lang)}" for lang in voice.langs],
        f"- {kind}; {voice.label('source')}: {voice.side_by_side(lambda lang: text_in(indicator.source, lang))}",
        "",
    ]


def _terms(indicator: Indicator, scheme: Scheme, lang: Lang) -> str:
    who = who_in_words(indicator, scheme, lang)
    return who if indicator.kind == "flag" else Phrases(lang).joined([who, most_in_words(indicator, lang)])

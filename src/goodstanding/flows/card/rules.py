"""The part of a card that tells how indicators become totals, bands, ranks and units."""

from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.phrases import Phrases
from goodstanding.engine.explain.rule_text import most_a_year, tag_title
from goodstanding.engine.period import month_text
from goodstanding.engine.scheme.scheme import Scheme, decimal_text
from goodstanding.flows.card.voice import Voice, label, table


def head_lines(scheme: Scheme, voice: Voice) -> list[str]:
    """What the scheme is and when it holds."""
    lines = [f"# {voice.text(scheme.title)}", ""]
    for key in ("made", "purpose"):
        lines += voice.paragraphs(lambda lang, key=key: _about(key, scheme, lang))  # type: ignore[misc]
    return lines + voice.paragraphs(lambda lang: _in_force(scheme, lang))


def _about(key: str, scheme: Scheme, lang: Lang) -> str:
    title = Phrases(lang).of(scheme.title)
    of_units = sum(indicator.subject == "unit" for indicator in scheme.indicators)
    about_members = {one.category for one in scheme.indicators if one.subject == "member"}
    told = {"indicators": len(scheme.indicators) - of_units, "categories": len(about_members), "of_units": of_units}
    return label(lang, f"{key}_units" if key == "purpose" and of_units else key, title=title, **told)


def _in_force(scheme: Scheme, lang: Lang) -> str:
    since, until = month_text(scheme.effective.from_), scheme.effective.until
    if until is None:
        return label(lang, "in_force", from_=since)
    return label(lang, "in_force_until", from_=since, last=month_text(until - 1))


def category_lines(scheme: Scheme, voice: Voice) -> list[str]:
    """The categories with the number of their indicators and the base points a year in them."""
    rows = []
    for category in scheme.categories:
        mine = [indicator for indicator in scheme.indicators if indicator.category == category.code]
        points = sum(most_a_year(indicator) or 0 for indicator in mine if indicator.kind == "base")
        rows.append([category.code, voice.text(category.title), str(len(mine)), decimal_text(points)])
    head = [voice.label(key) for key in ("code", "title", "indicators", "points_a_year")]
    return [f"## {voice.label('categories')}", "", *table(head, rows)]


def class_lines(scheme: Scheme, voice: Voice) -> list[str]:
    """The classes that members can have."""
    rows = [[f"`{word}`", voice.text(title)] for word, title in scheme.classes.items()]
    about = voice.paragraphs(lambda lang: label(lang, "classes_about"))
    return [f"## {voice.label('classes')}", "", *about, *table([voice.label("class"), voice.label("title")], rows)]


def total_lines(scheme: Scheme, voice: Voice) -> list[str]:
    """How a member's total is made, and the bands."""
    lines = [f"## {voice.label('totals')}", ""]
    lines += voice.paragraphs(lambda lang: _total(scheme, lang))
    bands = sorted(scheme.member.bands, key=lambda band: -band.at_least)
    rows = [
        [f"`{band.name}`", voice.text(band.title) if band.title else "", decimal_text(band.at_least)] for band in bands
    ]
    return lines + table([voice.label(key) for key in ("band", "title", "from")], rows)


def _total(scheme: Scheme, lang: Lang) -> str:
    say, rules = Phrases(lang), scheme.member
    sentences = [
        label(lang, "total", bonus=say.points(rules.bonus_cap), deduction=say.points(rules.deduction_cap)),
        label(lang, "voluntary"),
        label(lang, "min_attainable", points=say.points(rules.min_attainable)) if rules.min_attainable else "",
    ]
    return say.joined(sentences)


def group_lines(scheme: Scheme, voice: Voice) -> list[str]:
    """Who is ranked among whom."""
    lines = [f"## {voice.label('groups')}", ""]
    for group in scheme.member.peer_groups:
        title = f" {voice.text(group.title)}" if group.title else ""
        who = voice.side_by_side(lambda lang, any_of=group.any_of: _group(any_of, scheme, lang))  # type: ignore[misc]
        lines.append(f"- `{group.name}`{title}: {who}")
    ranks = voice.paragraphs(lambda lang: label(lang, "ranks", min_peers=scheme.member.min_peers))
    return [*lines, "", *ranks]


def _group(any_of: tuple[str, ...] | None, scheme: Scheme, lang: Lang) -> str:
    if any_of is None:
        return label(lang, "group_rest")
    names = Phrases(lang)("comma").join(tag_title(word, scheme, lang) for word in any_of)
    return label(lang, "group_any", classes=names)


def unit_lines(scheme: Scheme, voice: Voice) -> list[str]:
    """How a unit's total is made."""
    rules = scheme.unit
    amounts = {"weight": rules.members_weight, "rest": 100 - rules.members_weight}
    amounts |= {"shrink": rules.shrink, "least": rules.min_members}
    return [f"## {voice.label('units')}", "", *voice.paragraphs(lambda lang: label(lang, "unit", **amounts))]

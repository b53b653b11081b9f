"""A page about how each kind of entry of a scheme is recorded, as Markdown."""

from collections.abc import Sequence

from goodstanding.engine.scheme.coverage import CoveredKind, Deed, coverage
from goodstanding.engine.scheme.scheme import Scheme

_WAYS = {
    "paper": "by hand or by import: an office decides it, and only paper knows",
    "unasked": "by hand or by import: it happens, and no rule asks for it",
    "none": "by hand or by import: **no deed records it yet**",
}


def coverage_page(scheme: Scheme) -> str:
    """Every kind of entry with what records it, made from the scheme's own sections."""
    covered = coverage(scheme)
    counts = {way: sum(one.way == way for one in covered) for way in ("deed", *_WAYS)}
    return "\n".join(
        [
            f"# How entries are recorded: {scheme.title.en}",
            "",
            f"Made from the rules by `goodstanding scheme coverage {scheme.name}`.",
            "",
            f"Of {len(covered)} kinds of entry, {counts['deed']} are recorded by what people do anyway: they check in, "
            f"close a meeting, confirm, object. {counts['paper']} are decided by an office elsewhere, and only paper "
            f"knows of them. {counts['unasked']} happen without a rule that asks for them, such as an award. "
            f"{counts['none']} are asked for by rules, and no deed records them yet. Every kind can be written down by "
            "hand (Record entries) or brought in (Import entries) by those who may.",
            "",
            "| Kind | What it says | Recorded by | Screen |",
            "|---|---|---|---|",
            *(_row(one, scheme) for one in covered),
            "",
        ]
    )


def _row(one: CoveredKind, scheme: Scheme) -> str:
    title = scheme.fact_kinds[one.kind].en
    if not one.deeds:
        return f"| `{one.kind}` | {title} | {_WAYS[one.way]} | Record entries, Import entries |"
    screens = dict.fromkeys(deed.screen for deed in one.deeds)
    return f"| `{one.kind}` | {title} | {'; '.join(_told(one.deeds))} | {', '.join(screens)} |"


def _told(deeds: Sequence[Deed]) -> list[str]:
    """Each deed once, with what it is done about."""
    told = list[str]()
    for what in dict.fromkeys(deed.what for deed in deeds):
        named = [deed.of for deed in deeds if deed.what == what and deed.of]
        told.append(f"{what} ({', '.join(dict.fromkeys(named))})" if named else what)
    return told

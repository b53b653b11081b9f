"""Everything that is kept of a member, as pages to print or to keep."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.web.personal.presenters import everything as everything_presenters
from goodstanding.web.shell.paper import printed
from goodstanding.web.shell.presenters import numbers, terms

Row = Mapping[str, Any]
#: A line of an explanation: its text, and whether it is a heading, plain or quiet.
ExportLine = dict[str, str]


def document(sections: Mapping[str, Sequence[Row]], scheme: Scheme, *, name: str, at: datetime) -> bytes:
    """The PDF. sections: as queries.everything gives them; name: whose it is."""
    labels, titles = everything_presenters.labels(), everything_presenters.sections()
    data = {
        "as-of": _("As of %(when)s") % {"when": terms.moment(at, with_year=True)},
        "nothing": _("Nothing is stored here."),
        "between": "：" if terms.is_chinese() else ": ",
        "sections": [
            {"title": str(titles[key]), "rows": [_row(key, row, labels, scheme) for row in rows]}
            for key, rows in sections.items()
        ],
    }
    return printed("everything", data, title=_("All data about %(name)s") % {"name": name}, at=at)


def _row(section: str, row: Row, labels: Mapping[str, str], scheme: Scheme) -> dict[str, Any]:
    """A row as pairs of label and value, what is empty left out, and with the explanation of a month below."""
    pairs = [
        (str(labels.get(key, key)), everything_presenters.shown(section, key, value, scheme, row.get("kind") or ""))
        for key, value in row.items()
        if key != "explanation"
    ]
    lines = list(_explanation(row["explanation"])) if section == "standings" else []
    return {"pairs": [(label, str(text)) for label, text in pairs if text], "lines": lines}


def _head(text: str) -> ExportLine:
    return {"text": text, "level": "head"}


def _plain(text: str) -> ExportLine:
    return {"text": text, "level": "plain"}


def _quiet(text: str) -> ExportLine:
    return {"text": text, "level": "quiet"}


def _explanation(found: Mapping[str, Any]) -> Iterator[ExportLine]:
    """Category by category, each rule with its lines that stand and their facts."""
    if "refused" in found:
        yield _quiet(found["refused"])
        return
    for category in found["categories"]:
        yield _head(f"{category['code']}  {category['title']}")
        for indicator in category["indicators"]:
            yield from _indicator(indicator)
        silent = [indicator for indicator in category["indicators"] if not _stands(indicator)]
        if silent:
            yield _codes(_("Without a line: %(codes)s"), silent)
    if found["not_applying"]:
        yield _codes(_("Does not apply: %(codes)s"), found["not_applying"])


def _codes(text: str, indicators: Sequence[Mapping[str, Any]]) -> ExportLine:
    """Rules of which there is nothing more to say, by code alone; the other file tells of each why."""
    return _quiet(text % {"codes": terms.listed(indicator["code"] for indicator in indicators)})


def _stands(indicator: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [line for line in indicator["lines"] if line["stands"]]


def _indicator(indicator: Mapping[str, Any]) -> Iterator[ExportLine]:
    if not _stands(indicator):
        return
    yield _plain(f"{indicator['code']}  {indicator['title']}  {_gives(indicator, indicator['kind'])}")
    for line in _stands(indicator):
        facts = terms.listed(_fact(fact) for fact in line["facts"])
        yield _quiet(f"{terms.period(line['period'], with_year=True)}  {_gives(line, indicator['kind'])}  {facts}")


def _gives(amounts: Mapping[str, Any], kind: str) -> str:
    if kind != "base":
        return str(amounts["earned"])
    return _("%(earned)s of %(attainable)s") % {"earned": amounts["earned"], "attainable": amounts["attainable"]}


def _fact(fact: Mapping[str, Any]) -> str:
    day = terms.day(date.fromisoformat(fact["on"]), with_year=True)
    value = numbers.excused([fact["kind"]]) if fact["value"] is None else fact["value"]
    return f"{day} {fact['words']} {value} (#{fact['id']})"

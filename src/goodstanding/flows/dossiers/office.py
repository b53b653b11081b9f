"""A pack as a Word document and as a workbook, from what its issue says: made when they are first asked for."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from goodstanding.engine.explain.wording import places
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.dossiers import making, printing, store, words
from goodstanding.models import Dossier, DossierFile
from goodstanding.queries.dossiers.sheet import YearSheet
from goodstanding.sheets.write import write_sheet

Form = DossierFile.Form
_COLUMNS = 3


def template() -> Path:
    """The organization's own Word template, or the one that comes along."""
    from goodstanding.documents.word import DEFAULT  # noqa: PLC0415 - few processes ever need it

    own = Path(settings.DATA) / "templates" / "dossier.docx"
    return own if own.is_file() else DEFAULT


def sheets_of(pack: Dossier) -> list[YearSheet]:
    """What stands in a pack. Raises InputError where it is no longer here."""
    path = store.path_of(pack, "json.gz", "data")
    try:
        data: Mapping[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error}). Make the documents of the year again.") from None
    return [YearSheet.from_data(sheet) for sheet in data["sheets"]]


def make(pack: Dossier, form: str, language: str, scheme: Scheme, at: datetime) -> Path:
    """Where a pack lies in this form; made where it is not there yet. Raises InputError."""
    path = store.path_of(pack, form, language)
    if not path.is_file():
        with translation.override(language):
            content = _word(pack, scheme) if form == Form.DOCX else _workbook(pack)
        making.keep(pack, form, language, content, at)
    return path


def _word(pack: Dossier, scheme: Scheme) -> bytes:
    from goodstanding.documents.word import filled  # noqa: PLC0415

    heading = making.heading_of(scheme)
    issues = _issues(pack)
    parts = [
        printing.sheet_part(sheet, making.issue(issues.get(sheet.member.number, pack)), heading)
        for sheet in sheets_of(pack)
    ]
    return filled(template(), {"parts": [_part(part) for part in parts]})


def _issues(pack: Dossier) -> dict[str, Dossier]:
    """The issue of each member's sheet that counted when the pack was made, by the member's number."""
    rows = Dossier.objects.filter(kind=Dossier.Kind.SHEET, year=pack.year, unit=pack.unit_id, made_at__lte=pack.made_at)
    found = dict[str, Dossier]()
    for row in rows.select_related("member").order_by("number"):
        assert row.member is not None, "a sheet is of a member"
        found[row.member.number] = row
    return found


def _part(part: Mapping[str, Any]) -> dict[str, Any]:
    return dict(part) | {"sections": [_section(section) for section in part["sections"]]}


def _section(section: Mapping[str, Any]) -> dict[str, Any]:
    """A section as lines or as rows of three cells, which is what Word's tables are given."""
    is_table = section["kind"] not in {"text", "signatures"}
    lines = [f"{name}: ____________________" for name in section["rows"]] if section["kind"] == "signatures" else []
    cells = [_three(row) for row in section["rows"]] if is_table else []
    return dict(section) | {"cells": cells, "lines": lines or ([] if is_table else list(section["rows"]))}


def _three(row: Sequence[str]) -> list[str]:
    return [*row[: _COLUMNS - 1], " · ".join(row[_COLUMNS - 1 :]), "", ""][:_COLUMNS]


def _workbook(pack: Dossier) -> bytes:
    """One row a member."""
    from goodstanding.documents.word import same_bytes  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        path = Path(folder) / "pack.xlsx"
        write_sheet(path, "xlsx", f"{pack.unit.name} {pack.year}", _rows(sheets_of(pack)))
        return same_bytes(path.read_bytes())


def _rows(sheets: Sequence[YearSheet]) -> Iterator[list[str]]:
    months = [words.month(month.month) for month in sheets[0].months] if sheets else []
    yield [
        _("Number"), _("Name"), _("Unit"), _("Grade"), _("Deciding body"), _("Reason"), _("Self-appraisal"),
        _("Awards and decisions in effect"), _("Points"), *months,
    ]  # fmt: skip
    for sheet in sheets:
        grade, own = sheet.grade, sheet.words
        yield [
            sheet.member.number, sheet.member.name, sheet.member.unit,
            words.text(grade.title) if grade.grade else words.why_no_grade(grade.missing), grade.body, grade.reason,
            words.day(own.on) if own.on else words.why_no_words(own.missing),
            "; ".join(words.text(one.title) for one in sheet.decisions),
            places(sheet.points.total) if sheet.points.total is not None else "",
            *(words.total(month) for month in sheet.months),
        ]  # fmt: skip

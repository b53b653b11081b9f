"""A sheet, a pack and a summary as a template prints them: parts with sections, every label and amount as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.engine.explain.wording import places
from goodstanding.flows.dossiers import words
from goodstanding.queries.dossiers.sheet import EntryLine, SheetGrade, SheetText, SheetWords, YearSheet

Section = dict[str, Any]
_SHOWN_OF_A_DIGEST = 16


@dataclass(frozen=True)
class Issue:
    """What stands on every page of an issue: its code, its number and the beginning of its digest."""

    code: str
    number: int
    digest: str
    made_on: str

    @property
    def foot(self) -> str:
        """The line at the foot of a page."""
        text = _("Code %(code)s · issue %(number)s · made on %(day)s · content %(digest)s")
        return text % {
            "code": self.code, "number": self.number, "day": words.day(self.made_on),
            "digest": self.digest[:_SHOWN_OF_A_DIGEST],
        }  # fmt: skip


@dataclass(frozen=True)
class Heading:
    """What stands over a document."""

    organization: str
    title: SheetText
    signed_by: tuple[SheetText, ...]

    def of_year(self, year: int) -> str:
        """The title with its year."""
        return _("%(title)s of %(year)s") % {"title": words.text(self.title), "year": year}


def section(
    kind: str, title: str, rows: Sequence[Any], *, heading: Sequence[str] = (), note: str = "", small: bool = False
) -> Section:
    """A section of a part, as the template knows it. small: whether it is part of the one before."""
    return {
        "kind": kind, "title": title, "rows": list(rows), "heading": list(heading), "note": note, "small": small
    }  # fmt: skip


def sheet_part(sheet: YearSheet, issue: Issue, heading: Heading) -> dict[str, Any]:
    """The sheet of a member."""
    return {
        "title": _("%(name)s · %(title)s") % {"name": sheet.member.name, "title": heading.of_year(sheet.year)},
        "over": heading.organization,
        "foot": issue.foot,
        "sections": [*_sections(sheet), section("signatures", "", [words.text(name) for name in heading.signed_by])],
    }


def _sections(sheet: YearSheet) -> Iterator[Section]:
    member = sheet.member
    yield section(
        "pairs", "",
        [(_("Number"), member.number), (_("Unit"), member.unit),
         (_("Joined"), words.day(member.joined_on)), (_("Full member since"), words.day(member.full_on))],
    )  # fmt: skip
    yield from _grade(sheet.grade)
    yield from _words(sheet.words)
    yield section(
        "months", _("Totals of the months"), [(words.month(one.month), words.total(one)) for one in sheet.months]
    )
    yield _decisions(sheet)
    yield from _entries(sheet)
    yield from _points(sheet)


def _grade(found: SheetGrade) -> Iterator[Section]:
    title = _("Appraisal")
    if found.missing:
        yield section("text", title, [words.why_no_grade(found.missing)])
        return
    balloted = _("As balloted, and by daily performance")
    rows = [
        (_("Grade"), words.text(found.title)),
        (_("Deciding body"), _("%(body)s, %(day)s") % {"body": found.body, "day": words.day(found.on)}),
        (_("Publicity until"), words.day(found.public_until)),
        (_("Confirmed by"), _("%(body)s, %(day)s") % {"body": found.confirmed_by, "day": words.day(found.confirmed_on)}
         if found.confirmed_by else _("not confirmed yet")),
    ]  # fmt: skip
    yield section("pairs", title, rows)
    yield section("text", "", [_("Reason: %(reason)s") % {"reason": found.reason or balloted}])
    if found.measure:
        yield section("text", "", [_("Help agreed on: %(measure)s") % {"measure": found.measure}])


def _words(found: SheetWords) -> Iterator[Section]:
    title = _("Self-appraisal")
    if found.missing:
        yield section("text", title, [words.why_no_words(found.missing)])
        return
    said = [line for line in found.text.splitlines() if line.strip()]
    if found.plan:
        said.append(_("What I want to do better: %(plan)s") % {"plan": found.plan})
    note = " · ".join(part for part in (words.day(found.on), words.how(found.how)) if part)
    yield section("text", title, said, note=_("Handed in: %(note)s") % {"note": note})


def _decisions(sheet: YearSheet) -> Section:
    title = _("Awards and decisions in effect")
    if not sheet.decisions:
        return section("text", title, [_("None was in effect at the end of the year.")])
    rows = [
        (
            words.text(one.title) + (f" ({words.text(one.form)})" if words.text(one.form) else ""),
            one.document, one.body, words.day(one.effective_from),
            words.day(one.ends_on) if one.ends_on else _("no end set"),
        )
        for one in sheet.decisions
    ]  # fmt: skip
    return section(
        "table", title, rows, heading=(_("Decision"), _("Document"), _("Body"), _("In effect from"), _("Until"))
    )


def _entries(sheet: YearSheet) -> Iterator[Section]:
    title = _("Entries of the year")
    if not sheet.entries:
        yield section("text", title, [_("No entry was recorded in this year. That alone says nothing of the member.")])
        return
    chapters = dict[SheetText, list[EntryLine]]()
    for line in sheet.entries:
        chapters.setdefault(line.group, []).append(line)
    yield section("text", title, [])
    for group, lines in chapters.items():
        rows = [(words.text(line.title), words.counted(line)) for line in lines]
        yield section("counts", words.text(group), rows, small=True)


def _points(sheet: YearSheet) -> Iterator[Section]:
    found, title = sheet.points, _("Points by indicator")
    if found.missing:
        yield section("text", title, [words.why_no_points(found.missing)])
        return
    rows = [(f"{line.indicator} {words.text(line.title)}", words.points(line)) for line in found.lines]
    total = places(found.total) if found.total is not None else _("not rated: too little was due")
    note = _("For %(month)s: %(earned)s of %(attainable)s, bonus %(bonus)s, deduction %(deduction)s. Total: %(total)s.")
    yield section(
        "counts", title, rows, heading=(_("Indicator"), _("Points")),
        note=note % {
            "month": found.month, "earned": words.short(found.earned), "attainable": words.short(found.attainable),
            "bonus": words.short(found.bonus), "deduction": words.short(found.deduction), "total": total,
        },
    )  # fmt: skip


def cover_part(
    unit: str, year: int, listed: Sequence[tuple[YearSheet, Issue]], issue: Issue, heading: Heading
) -> dict[str, Any]:
    """The cover of a pack: whose it is, and the list of its sheets with their codes."""
    rows = [(sheet.member.name, sheet.member.number, own.code, str(own.number)) for sheet, own in listed]
    count = ngettext("%(count)s sheet", "%(count)s sheets", len(rows)) % {"count": len(rows)}
    none = _("No member belonged to this unit at the end of the year, so there is no sheet.")
    table = section("table", count, rows, heading=(_("Name"), _("Number"), _("Check code"), _("Issue")))
    return {
        "title": _("%(unit)s · %(title)s") % {"unit": unit, "title": heading.of_year(year)},
        "over": heading.organization,
        "foot": issue.foot,
        "sections": [table if rows else section("text", "", [none])],
    }

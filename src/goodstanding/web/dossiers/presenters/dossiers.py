"""Dossiers on pages: issues with their files, what can be made, and what a check says."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.documents.verdict import Outcome, Verdict, Where
from goodstanding.engine.scheme.dossiers import Dossiers
from goodstanding.models import Dossier, DossierFile, Unit
from goodstanding.queries.dossiers import dossiers as queries
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]
#: How many letters of a digest a person compares.
_LETTERS = 16


def title(rules: Dossiers) -> str:
    """What the rules call the documents."""
    return terms.text(rules.title)


def unit_entry(unit: Unit) -> Entry:
    """A unit whose documents the viewer makes."""
    return {
        "url": reverse("dossiers_unit", args=[unit.code]), "icon": "branch", "label": unit.name,
        "detail": terms.level(unit.level),
    }  # fmt: skip


def year_line(year: int, issues: list[Dossier], counted: dict[int, int]) -> Entry:
    """A year of a branch: its issues, the newest first, and whether one is to be made."""
    return {"year": year, "issues": [issue_line(one, counted.get(one.pk, 0), first=one == issues[0]) for one in issues]}


def issue_line(found: Dossier, sheets: int, *, first: bool) -> Entry:
    """One issue with its files."""
    made = terms.said_moment(found.made_at)
    by = found.made_by.shown_name if found.made_by else _("the system")
    new = ngettext("%(count)s new sheet", "%(count)s new sheets", sheets) % {"count": sheets}
    return {
        "label": _("Issue %(number)s · %(code)s") % {"number": found.number, "code": found.code},
        "detail": " · ".join([made, by, *([new] if found.kind == Dossier.Kind.PACK else [])]),
        "badge": "" if first else _("Replaced by a newer issue"),
        "files": [
            {"url": f"{reverse('dossier_file', args=[found.key])}?form={form}", "label": form.upper()}
            for form in forms_of(found)
        ],
    }


def forms_of(found: Dossier) -> list[str]:
    """In which forms an issue can be had: a pack in all that offices work with."""
    if found.kind == Dossier.Kind.PACK:
        return [DossierFile.Form.PDF.value, DossierFile.Form.DOCX.value, DossierFile.Form.XLSX.value]
    return [DossierFile.Form.PDF.value]


def verdict(found: Verdict) -> Entry:
    """What a check says, in one line and one sentence, and which tone it has."""
    heads = {
        Outcome.GOOD: (_("Good: it is as it was sealed"), "good"),
        Outcome.CHANGED: (_("Changed: it is not as it was sealed"), "bad"),
        Outcome.NOT_OURS: (_("Not sealed by this organization"), "warn"),
    }
    heading, tone = heads[found.outcome]
    return {"heading": heading, "tone": tone, "text": _where(found)}


def _where(found: Verdict) -> str:
    sections = terms.listed(found.sections)
    return {
        Where.NOWHERE: _("Every byte of the file is as the organization sealed it."),
        Where.UNDER_THE_SEAL: _("What stands under the seal differs. Ask for a fresh copy."),
        Where.AFTER_THE_SEAL: _("Something was added after the seal. Ask for a fresh copy."),
        Where.IN_THE_SEAL: _("The seal itself was touched. Ask for a fresh copy."),
        Where.SECTIONS: _("These parts differ: %(sections)s. Ask for a fresh copy.") % {"sections": sections},
        Where.NO_SEAL: _("The file bears no seal. A scan of a print bears none either."),
        Where.OTHER_SEAL: _("It bears the seal of: %(name)s.") % {"name": found.signer},
        Where.UNREADABLE: _("The file is no PDF and no data file that can be read. Choose the document as you got it."),
    }[found.where]


def what_it_is(found: Verdict, known: Dossier | None, *, may_read: bool) -> list[Entry]:
    """What a good document is; whose it is only for the member and for the offices that read it."""
    if found.outcome is not Outcome.GOOD:
        return []
    rows = [{"label": _("Sealed by"), "value": found.signer}]
    if found.made_at is not None:
        rows.append({"label": _("Sealed on"), "value": terms.moment(timezone.localtime(found.made_at), with_year=True)})
    if known is None:
        return [
            *rows,
            {"label": _("Issue"), "value": _("Not in the list of this installation; it may come from another one")},
        ]
    newer = queries.newer(known)
    rows += [
        {"label": _("Kind"), "value": known.get_kind_display()},
        {"label": _("Check code"), "value": known.code},
        {"label": _("Made by"), "value": _maker(known)},
        {"label": _("Issue"), "value": _replaced(known, newer)},
    ]
    if may_read:
        about = known.member.name if known.member is not None else known.unit.name
        rows.insert(0, {"label": _("About"), "value": f"{about} · {known.year}"})
    return rows


def _maker(known: Dossier) -> str:
    """Who made it. Of an own copy that would say whose it is, so the member is not named."""
    if known.made_by is None:
        return _("the system")
    if known.member_id is not None and known.made_by.member_id == known.member_id:
        return _("The member concerned")
    return known.made_by.shown_name


def _replaced(known: Dossier, newer: Dossier | None) -> str:
    if newer is None:
        return _("%(number)s, which counts") % {"number": known.number}
    day = terms.day(timezone.localdate(newer.made_at), with_year=True)
    text = _("%(number)s, replaced by issue %(newer)s of %(day)s")
    return text % {"number": known.number, "newer": newer.number, "day": day}

"""Issues of yearly documents: a new one only where what it says has changed; the older ones stay what they were."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.dossiers import Dossiers
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Dossier, DossierFile, Member, Unit

Kind = Dossier.Kind


@dataclass(frozen=True)
class IssuedPack:
    """A pack with the sheet of each member in it, by the member's id. is_new: whether what it says has changed."""

    pack: Dossier
    sheets: Mapping[int, Dossier]
    is_new: bool


def rules_of(scheme: Scheme) -> Dossiers:
    """What the rules say of yearly sheets. Raises ActionRefused where they know none."""
    if scheme.dossiers is None:
        raise ActionRefused(_("The rules have no yearly sheets. Add the section dossiers to them."))
    return scheme.dossiers


@transaction.atomic
def issue_pack(
    *, unit: Unit, year: int, digest: str, sheets: Mapping[int, str], scheme: Scheme, by: Viewer | None, at: datetime
) -> IssuedPack:
    """The issue of a branch's sheets that says this. sheets: the digest of each, by the member's id.

    The same again is no new issue. Raises Denied, ActionRefused.
    """
    rules = rules_of(scheme)
    if by is not None:
        named_offices.check_answers(by, unit, rules.made_by)
    _lock(unit)
    newest = latest_of_members(sheets, year)
    found = latest_of_unit(unit, year, Kind.PACK)
    if found is not None and found.digest == digest and all(
        member in newest and newest[member].digest == told for member, told in sheets.items()
    ):  # fmt: skip
        return IssuedPack(found, newest, False)
    pack = Dossier(
        kind=Kind.PACK, unit=unit, year=year, number=found.number + 1 if found else 1, digest=digest, made_at=at,
        made_by=by.account if by else None,
    )  # fmt: skip
    pack.save(force_insert=True)
    changed = [
        Dossier(
            kind=Kind.SHEET, member_id=member, unit=unit, year=year, digest=told, made_at=at, pack=pack,
            number=newest[member].number + 1 if member in newest else 1, made_by=pack.made_by,
        )
        for member, told in sheets.items()
        if member not in newest or newest[member].digest != told
    ]  # fmt: skip
    Dossier.objects.bulk_create(changed)
    audit.record("make", "dossier", pack.key, by=by, at=at, unit=unit, fields=["year", "number"])
    return IssuedPack(pack, newest | {one.member_id: one for one in changed if one.member_id is not None}, True)


@transaction.atomic
def issue_summary(*, unit: Unit, year: int, digest: str, scheme: Scheme, by: Viewer | None, at: datetime) -> Dossier:
    """The issue of a unit's summary that says this. Raises Denied, ActionRefused."""
    if by is not None:
        named_offices.check_answers(by, unit, rules_of(scheme).made_by)
    _lock(unit)
    found = latest_of_unit(unit, year, Kind.SUMMARY)
    if found is not None and found.digest == digest:
        return found
    made = Dossier(
        kind=Kind.SUMMARY, unit=unit, year=year, number=found.number + 1 if found else 1, digest=digest, made_at=at,
        made_by=by.account if by else None,
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record("make", "dossier", made.key, by=by, at=at, unit=unit, fields=["year", "number"])
    return made


@transaction.atomic
def issue_own(*, member: Member, unit: Unit, year: int, digest: str, by: Viewer, at: datetime) -> Dossier:
    """The issue of a member's own sheet that says this, for the member alone. Raises ActionRefused for another."""
    if by.member_id != member.pk:
        raise ActionRefused(_("Only the member can ask for this copy."))
    _lock(unit)
    found = latest_of_members([member.pk], year).get(member.pk)
    if found is not None and found.digest == digest:
        return found
    made = Dossier(
        kind=Kind.SHEET, member=member, unit=unit, year=year, number=found.number + 1 if found else 1, digest=digest,
        made_at=at, made_by=by.account,
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record("make", "dossier", made.key, by=by, at=at, unit=unit, fields=["year", "number"])
    return made


@transaction.atomic
def keep_file(*, dossier: Dossier, form: str, language: str, digest: str, size: int, at: datetime) -> DossierFile:
    """Writes down by its digest which file was made of an issue. The first one stays."""
    found = DossierFile.objects.filter(dossier=dossier, form=form, language=language).first()
    if found is not None:
        return found
    made = DossierFile(dossier=dossier, form=form, language=language, digest=digest, size=size, made_at=at)
    made.save(force_insert=True)
    return made


def latest_of_unit(unit: Unit, year: int, kind: str) -> Dossier | None:
    """The issue of a unit that counts."""
    return Dossier.objects.filter(unit=unit, year=year, kind=kind).order_by("-number").first()


def latest_of_members(members: Mapping[int, str] | list[int], year: int) -> dict[int, Dossier]:
    """The issues of members that count, by the member's id."""
    rows = Dossier.objects.filter(member__in=list(members), year=year, kind=Kind.SHEET).order_by("number")
    return {row.member_id: row for row in rows if row.member_id is not None}


def _lock(unit: Unit) -> None:
    """Two people who make the same document at once get the same issue."""
    Unit.objects.select_for_update().get(pk=unit.pk)

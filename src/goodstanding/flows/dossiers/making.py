"""Makes the packs of branches: what sheets say, their issues, and a sealed file each. Again, it is the same file."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.dossiers import issues
from goodstanding.actions.dossiers.issues import IssuedPack
from goodstanding.documents.copy import digest
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.dossiers import printing, store
from goodstanding.flows.dossiers.press import PrintOrder, press
from goodstanding.flows.dossiers.printing import Heading, Issue
from goodstanding.models import Dossier, DossierFile, Organization, Unit
from goodstanding.queries.dossiers import year as years
from goodstanding.queries.dossiers.sheet import SheetText, YearSheet
from goodstanding.queries.people.calendars import today

if TYPE_CHECKING:
    from goodstanding.documents.seal import Seal

#: So many branches are looked up at once.
_TOGETHER = 20
#: From so many packs on, processes of their own print them.
_MANY = 8
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Making:
    """What all packs of one go share. by: whose office makes them, none for the operator at the command line."""

    year: int
    scheme: Scheme
    language: str
    by: Viewer | None
    at: datetime

    @property
    def heading(self) -> Heading:
        """What stands over each document."""
        return heading_of(self.scheme)


@dataclass(frozen=True)
class MadePack:
    """A pack that lies there now. was_there: whether the same file lay there already."""

    pack: Dossier
    sheets: int
    was_there: bool


def heading_of(scheme: Scheme) -> Heading:
    """The organization's name, what the rules call the document, and who signs."""
    rules = issues.rules_of(scheme)
    signed_by = tuple(SheetText.of(name) for name in rules.signed_by)
    return Heading(organization_name(), SheetText.of(rules.title), signed_by)


def organization_name() -> str:
    """As the reader's language has it."""
    organization = Organization.objects.get()
    chinese = (translation.get_language() or "").startswith("zh")
    return organization.name_zh if chinese and organization.name_zh else organization.name


def seal(at: datetime) -> "Seal":
    """The seal of the organization of this installation."""
    return store.the_seal(Organization.objects.get().name, at)


def make_packs(units: Sequence[Unit], making: Making, tell: Tell) -> Generator[MadePack, None, None]:
    """Makes the packs of these branches, one after another. What lies there already is not printed again."""
    made, used = 0, seal(making.at)
    with translation.override(making.language), press(used, store.pems(), many=len(units) >= _MANY) as print_all:
        remaining = iter(units)
        while chunk := list(islice(remaining, _TOGETHER)):
            found = list(_issued(chunk, making))
            wanted = [one for one in found if not lies_there(one.issued.pack, making.language)]
            files = print_all([one.order for one in wanted])
            for one, content in zip(wanted, files, strict=True):
                keep(one.issued.pack, DossierFile.Form.PDF, making.language, content, making.at)
            done = {one.issued.pack.pk for one in wanted}
            for one in found:
                made += 1
                tell(made, len(units))
                yield MadePack(one.issued.pack, len(one.issued.sheets), one.issued.pack.pk not in done)


@dataclass(frozen=True)
class _Issued:
    """A pack with what has to be printed of it."""

    issued: IssuedPack
    order: PrintOrder


def _issued(units: Sequence[Unit], making: Making) -> Iterator[_Issued]:
    people = years.members_of([unit.pk for unit in units], making.year, today(making.at))
    where = {unit: people[unit.pk] for unit in units}
    sheets = years.sheets(where, making.year, today(making.at), making.scheme)
    for unit, members in where.items():
        yield _one(unit, {member.pk: sheets[member.pk] for member in members}, making)


def _one(unit: Unit, sheets: Mapping[int, YearSheet], making: Making) -> _Issued:
    data = {member: sheet.as_data() for member, sheet in sheets.items()}
    digests = {member: digest(told) for member, told in data.items()}
    about = {"unit": unit.code, "name": unit.name, "year": making.year, "sheets": list(digests.values())}
    issued = issues.issue_pack(
        unit=unit, year=making.year, digest=digest(about), sheets=digests, scheme=making.scheme, by=making.by,
        at=making.at,
    )  # fmt: skip
    store.keep_data(issued.pack, about | {"sheets": list(data.values())})
    return _Issued(issued, _order(unit, sheets, issued, making))


def _order(unit: Unit, sheets: Mapping[int, YearSheet], issued: IssuedPack, making: Making) -> PrintOrder:
    heading, own = making.heading, issue(issued.pack)
    listed = [(sheet, issue(issued.sheets[member])) for member, sheet in sheets.items()]
    parts = [
        printing.cover_part(unit.name, making.year, listed, own, heading),
        *(printing.sheet_part(sheet, its_own, heading) for sheet, its_own in listed),
    ]
    return order({"parts": parts}, parts[0]["title"], issued.pack, making.language)


def order(data: dict[str, Any], title: str, dossier: Dossier, language: str) -> PrintOrder:
    """What has to be printed, dated as its issue."""
    return PrintOrder(
        data=data, title=title, about=f"{title} · {dossier.code}", language=language, made_on=dossier.made_at,
        unknown=_("Printed by their numbers, because no font here has them: %(numbers)s"),
        fonts=tuple(Path(font) for font in settings.FONTS),
    )  # fmt: skip


def issue(dossier: Dossier) -> Issue:
    """What stands on every page of an issue."""
    day = timezone.localdate(dossier.made_at).isoformat()
    return Issue(dossier.code, dossier.number, dossier.digest, day)


def lies_there(dossier: Dossier, language: str) -> bool:
    """Whether its file is whole: written down, and there."""
    return (
        dossier.files.filter(form=DossierFile.Form.PDF, language=language).exists()
        and store.path_of(dossier, DossierFile.Form.PDF, language).is_file()
    )


def keep(dossier: Dossier, form: str, language: str, content: bytes, at: datetime) -> DossierFile:
    """Stores a file of an issue, and writes down its digest."""
    told = store.keep(store.path_of(dossier, form, language), content)
    return issues.keep_file(dossier=dossier, form=form, language=language, digest=told, size=len(content), at=at)

"""A member's own copy: the sheet as a PDF and as data, both under the seal. Asked for again, it is the same file."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.dossiers import issues
from goodstanding.actions.refusal import ActionRefused
from goodstanding.documents.copy import digest, sealed_copy
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.dossiers import making, printing, store
from goodstanding.flows.dossiers.press import printed
from goodstanding.models import Dossier, DossierFile, Member
from goodstanding.queries.dossiers import dossiers
from goodstanding.queries.dossiers import year as years
from goodstanding.queries.people.calendars import today

Form = DossierFile.Form


@dataclass(frozen=True)
class OwnCopy:
    """A file for a member, with the issue that it is of."""

    dossier: Dossier
    name: str
    content: bytes


def own_copy(
    *, member: Member, year: int, form: str, language: str, scheme: Scheme, by: Viewer, at: datetime
) -> OwnCopy:
    """The member's sheet of a settled year. form: pdf or json. Raises ActionRefused where there is none."""
    on = today(at)
    unit = dict(dossiers.own_years(member, on)).get(year)
    if unit is None or scheme.dossiers is None:
        raise ActionRefused(_("There is no sheet of this year yet. It can be made once the year is over."))
    sheet = years.sheets({unit: [member]}, year, on, scheme)[member.pk]
    data = sheet.as_data()
    dossier = issues.issue_own(member=member, unit=unit, year=year, digest=digest(data), by=by, at=at)
    with translation.override(language):
        heading, seal = making.heading_of(scheme), making.seal(at)
        part = printing.sheet_part(sheet, making.issue(dossier), heading)
        if form == Form.JSON:
            about = {
                "title": part["title"],
                "code": dossier.code,
                "made_at": dossier.made_at.astimezone(UTC).isoformat(),
            }
            content = sealed_copy(data, about, seal)
        else:
            content = printed(making.order({"parts": [part]}, part["title"], dossier, language), seal)
        told = store.digest_of(content)
        issues.keep_file(dossier=dossier, form=form, language=language, digest=told, size=len(content), at=at)
        return OwnCopy(dossier, f"{heading.of_year(year)}-{dossier.code}.{form}", content)

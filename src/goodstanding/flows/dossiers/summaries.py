"""Makes the summaries of units above the branches: counts alone, on one sealed page."""

from collections.abc import Iterator, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from goodstanding.actions.dossiers import issues
from goodstanding.documents.copy import digest
from goodstanding.flows.dossiers import making, printing, store, words
from goodstanding.flows.dossiers.making import Making
from goodstanding.flows.dossiers.press import printed
from goodstanding.flows.dossiers.printing import Issue, Section, section
from goodstanding.models import Dossier, DossierFile, Unit
from goodstanding.queries.dossiers import summary as queries
from goodstanding.queries.dossiers.summary import UnitSummary
from goodstanding.queries.people.calendars import today


def make_summaries(units: Sequence[Unit], found: Making) -> Iterator[Dossier]:
    """Makes the summary of each unit. What lies there already is not printed again."""
    counted, seal = queries.counts(found.year, found.scheme, today(found.at)), making.seal(found.at)
    with translation.override(found.language):
        for unit in units:
            told = queries.summary_of(unit, found.year, found.scheme, counted)
            dossier = issues.issue_summary(
                unit=unit, year=found.year, digest=digest(told.as_data()), scheme=found.scheme, by=found.by, at=found.at
            )
            store.keep_data(dossier, told.as_data())
            if not making.lies_there(dossier, found.language):
                part = _part(told, making.issue(dossier), found.heading)
                order = making.order({"parts": [part]}, part["title"], dossier, found.language)
                making.keep(dossier, DossierFile.Form.PDF, found.language, printed(order, seal), found.at)
            yield dossier


def _part(told: UnitSummary, issue: Issue, heading: printing.Heading) -> printing.Section:
    return {
        "title": _("%(unit)s · %(title)s") % {"unit": told.unit, "title": heading.of_year(told.year)},
        "over": heading.organization,
        "foot": issue.foot,
        "sections": [*_sections(told), section("signatures", "", [words.text(name) for name in heading.signed_by[1:]])],
    }


def _sections(told: UnitSummary) -> Iterator[Section]:
    rows = [(line.name, str(line.branches), str(line.decided), f"{line.members:,}") for line in told.lines]
    heading = (_("Unit"), _("Branches"), _("With a result"), _("Members"))
    yield section("table", _("Units below"), rows, heading=heading)
    title = _("Grades of the appraisal")
    if told.best_count is None or told.graded is None:
        text = _("Not shown: fewer than ten people have or have not the grade, here or where it would follow.")
        yield section("text", title, [text])
        return
    if told.graded == 0:
        yield section("text", title, [_("No grade of this year is decided and public.")])
        return
    sentence = _("%(grade)s: %(count)s of %(graded)s who were given a grade.")
    counts = {"grade": words.text(told.best), "count": f"{told.best_count:,}", "graded": f"{told.graded:,}"}
    yield section("text", title, [sentence % counts])

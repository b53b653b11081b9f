"""The organization's calendar: choosing it, and putting in what was announced."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.objections import deadlines
from goodstanding.actions.refusal import ActionRefused, needed, refuse_future
from goodstanding.calendars.choosing import is_code
from goodstanding.calendars.working import Announced
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AnnouncedDay, Announcement, Organization, Unit
from goodstanding.queries.objections.deadlines import Recount, recounts
from goodstanding.queries.people import calendars
from goodstanding.queries.people.calendars import today

MOST_DAYS = 120
_DECEMBER = 12


@dataclass(frozen=True)
class News:
    """What a person puts in: the days of one year that are off and those worked instead, and where that was said."""

    year: int
    source: str
    published_on: date
    off: frozenset[date]
    worked: frozenset[date]

    def days(self) -> dict[date, bool]:
        """Each day that is named, with whether it is worked."""
        return dict.fromkeys(self.off, False) | dict.fromkeys(self.worked, True)


@transaction.atomic
def announce(*, news: News, scheme: Scheme, by: Viewer | None, at: datetime) -> int:
    """Puts an announcement in and counts every open deadline anew. Gives how many deadlines moved."""
    if by is not None:
        check(by, Permission.OPERATE)
    # Two at once would each count without the other.
    organization = Organization.objects.select_for_update().get()
    refuse_wrong(news, at=at)
    made = Announcement.objects.create(
        calendar=organization.calendar, year=news.year, source=news.source.strip(), published_on=news.published_on,
        at=at, by=by.account if by else None,
    )  # fmt: skip
    AnnouncedDay.objects.bulk_create(
        AnnouncedDay(announcement=made, day=day, is_worked=worked) for day, worked in sorted(news.days().items())
    )
    audit.record("announce", "calendar", made.key, by=by, at=at, unit=_top(), fields=("days", "year"))
    return deadlines.count_anew(scheme=scheme, at=at)


def preview(*, news: News, at: datetime) -> list[Recount]:
    """What an announcement would change, without putting it in. Raises ActionRefused as putting it in does."""
    refuse_wrong(news, at=at)
    proposed = [Announced(news.year, news.days())]
    return list(recounts(calendars.calendar(proposed=proposed), today(at)))


def refuse_wrong(news: News, *, at: datetime) -> None:
    """Raises ActionRefused for what no announcement says."""
    if not calendars.code():
        raise ActionRefused(_("No calendar is chosen yet. Choose one on the server: goodstanding calendar CODE."))
    if not today(at).year <= news.year <= today(at).year + 2:
        raise ActionRefused(_("Give this year or one of the next two."), "year")
    needed(news.source, "source", missing=_("Say where it was announced: by whom, and its number."))
    refuse_future(news.published_on, at, "published_on")
    if not news.off:
        raise ActionRefused(_("Name the days off."), "off")
    if len(news.off) + len(news.worked) > MOST_DAYS:
        raise ActionRefused(_("These are more days than a year's announcement names."), "off")
    if both := news.off & news.worked:
        raise ActionRefused(_("%(day)s is off and worked at once.") % {"day": min(both).isoformat()}, "worked")
    _refuse_other_years(news.off, news.year, "off")
    _refuse_other_years(news.worked, news.year, "worked")


def _refuse_other_years(days: Iterable[date], year: int, field: str) -> None:
    """The notice of a year may reach into the December before it."""
    wrong = [day for day in days if day.year != year and (day.year, day.month) != (year - 1, _DECEMBER)]
    if wrong:
        raise ActionRefused(_("%(day)s is not a day of that year.") % {"day": min(wrong).isoformat()}, field)


@transaction.atomic
def choose(*, code: str, scheme: Scheme, by: Viewer | None, at: datetime) -> int:
    """Gives the organization another calendar and counts every open deadline anew. Gives how many deadlines moved."""
    if not is_code(code):
        raise ActionRefused(_("There is no calendar of that code; give one like CN, DE or DE-BY."), "code")
    Organization.objects.select_for_update().update(calendar=code)
    audit.record("change", "calendar", code, by=by, at=at, unit=_top(), fields=("calendar",))
    return deadlines.count_anew(scheme=scheme, at=at)


def _top() -> Unit:
    found: Unit = Unit.objects.get(depth=1)
    return found

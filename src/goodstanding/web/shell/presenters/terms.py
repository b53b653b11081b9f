"""The scheme's words in the reader's language, and days and offices as people write them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.engine.period import first_day, parse_month
from goodstanding.engine.scheme.part import Text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Post
from goodstanding.queries.people.organization import the_scheme

_NO_BREAK = "\N{NO-BREAK SPACE}"


def is_chinese() -> bool:
    """Whether the reader reads Chinese."""
    return (translation.get_language() or "").startswith("zh")


def text(title: Text) -> str:
    """In Chinese or English, as the reader chose."""
    return title.zh if is_chinese() else title.en


def counted(count: int | None) -> str:
    """A number about people, or that it is not shown."""
    return _("not shown") if count is None else f"{count:,}"


def listed(items: Iterable[str]) -> str:
    """Several things in a row, with the language's own comma."""
    return ("、" if is_chinese() else ", ").join(items)


def people_briefly(names: Iterable[str], most: int = 8) -> str:
    """The first names of a long list, and how many people there are beyond."""
    found = list(names)
    beyond = len(found) - most
    if beyond <= 1:
        return listed(found)
    more = ngettext("%(people)s more member", "%(people)s more members", beyond) % {"people": beyond}
    return listed([*found[:most], more])


def pair(what: str, value: str) -> str:
    """'what: value', with the colon of the reader's language."""
    return _("%(what)s: %(value)s") % {"what": what, "value": value}


def aside(what: str, note: str) -> str:
    """'what (note)', with the brackets of the reader's language; the first alone where there is no note."""
    if not note:
        return what
    return f"{what}（{note}）" if is_chinese() else f"{what} ({note})"


def level(word: str) -> str:
    """A level of units."""
    return _word(the_scheme().unit_levels, word)


def unit_type(word: str) -> str:
    """A type of units."""
    return _word(the_scheme().unit_types, word)


def member_class(word: str) -> str:
    """A class of members."""
    return _word(the_scheme().classes, word)


def band(name: str) -> str:
    """A band, as the rules call it."""
    found = {scheme_band.name: scheme_band.title for scheme_band in the_scheme().member.bands}
    title = found.get(name)
    return text(title) if title else name


def band_names() -> list[str]:
    """The bands, highest first."""
    return [
        scheme_band.name
        for scheme_band in sorted(the_scheme().member.bands, key=lambda scheme_band: -scheme_band.at_least)
    ]


def choices(titles: dict[str, Text]) -> list[tuple[str, str]]:
    """Words to choose from."""
    return [(word, text(title)) for word, title in titles.items()]


def levels_below(scheme: Scheme, word: str) -> list[tuple[str, str]]:
    """The levels that a unit below one of this level can have."""
    order = list(scheme.unit_levels)
    start = order.index(word) if word in order else 0
    lower = order[start + 1 :] or order[start:]
    return [(lower_level, text(scheme.unit_levels[lower_level])) for lower_level in lower]


def day(value: date | None, *, with_year: bool = False) -> str:
    """5 Mar or 3月5日, as people say it: the year only where it is another one, or where paper outlives it."""
    if value is None:
        return ""
    named = with_year or value.year != timezone.localdate().year
    if is_chinese():
        return f"{value.year}年{value.month}月{value.day}日" if named else f"{value.month}月{value.day}日"
    return date_format(value, "j M Y" if named else "j M")


def moment(value: datetime, *, with_year: bool = False) -> str:
    """5 Mar, 19:00 or 3月5日 19:00, by the organization's clock."""
    local = timezone.localtime(value)
    comma = "" if is_chinese() else ","
    return f"{day(local.date(), with_year=with_year)}{comma} {local:%H:%M}"


def month(number: int, *, with_year: bool = False) -> str:
    """November, 11月; with the year where it is another one or paper outlives it: November 2015, 2015年11月."""
    first = first_day(number)
    named = with_year or first.year != timezone.localdate().year
    if is_chinese():
        return f"{first.year}年{first.month}月" if named else f"{first.month}月"
    return date_format(first, "F Y" if named else "F")


def month_column(number: int) -> str:
    """Nov or 11月: what fits over a narrow column."""
    first = first_day(number)
    return f"{first.month}月" if is_chinese() else date_format(first, "M")


def period(name: str, *, with_year: bool = False) -> str:
    """A month, a quarter or a year as people say it: November, Q3 2015, 2016; 11月, 2015年第三季度, 2016年.

    name: as the rules have it, such as 2016-11, 2015-Q3 or 2016.
    """
    year, _dash, part = name.partition("-")
    if part and not part.startswith("Q"):
        return month(parse_month(name), with_year=with_year)
    if not part or not (with_year or int(year) != timezone.localdate().year):
        return period_of_year(name)
    return f"{year}年{period_of_year(name)}" if is_chinese() else f"{period_of_year(name)} {year}"


def period_of_year(name: str) -> str:
    """The same where the year stands over it: Nov, Q3; 11月, 第三季度; and a whole year by its number."""
    year, _dash, part = name.partition("-")
    if not part:
        return f"{year}年" if is_chinese() else year
    if not part.startswith("Q"):
        return month_column(parse_month(name))
    return f"第{'一二三四'[int(part[1:]) - 1]}季度" if is_chinese() else part


def said_day(value: date) -> str:
    """Sat 5 Mar, or 3月5日 周六; with the year where it is not the running one. It stays on one line."""
    written = date_format(value, _("j M") if value.year == timezone.localdate().year else _("j M Y"))
    return (_("%(weekday)s %(day)s") % {"weekday": _weekday(value), "day": written}).replace(" ", _NO_BREAK)


def said_moment(value: datetime) -> str:
    """Sat 5 Mar 19:00, by the organization's clock."""
    local = timezone.localtime(value)
    return f"{said_day(local.date())}{_NO_BREAK}{local:%H:%M}"


def _weekday(value: date) -> str:
    """As short as people write it; Django's own Chinese says 星期六."""
    return [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")][value.weekday()]


def deadline(value: date, *, provisional: bool, with_weekday: bool = True) -> str:
    """The day by which something is due, and whether days still to be announced may move it."""
    found = said_day(value) if with_weekday else day(value)
    return _("%(day)s (provisional)") % {"day": found} if provisional else found


def provisional_note() -> str:
    """What provisional means, for the page of a deadline that is."""
    return _("Provisional: the days off of that time are not announced yet. It can only become later, never earlier.")


def span(start: date, until: date | None) -> str:
    """From one day until another, or on."""
    if until is None:
        return _("since %(day)s") % {"day": day(start)}
    return _("%(start)s until %(until)s") % {"start": day(start), "until": day(until)}


def role(word: str) -> str:
    """An office's name: the scheme's own, or a plain one."""
    named = the_scheme().offices
    return text(named[word]) if word in named else str(Post.Role(word).label)


def office(stored: str) -> str:
    """An office as it was kept with a look or an audit row, in the reader's language."""
    word, dot, unit = stored.partition(" · ")
    return f"{role(word)} · {unit}" if dot and word in Post.Role.values else stored


def _word(titles: dict[str, Text], word: str) -> str:
    return text(titles[word]) if word in titles else word

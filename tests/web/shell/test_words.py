"""What the pages call things comes from the rules, not from the program."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

import goodstanding
from goodstanding.access.permissions import Permission
from goodstanding.models import Step, UnitChange
from goodstanding.web.operations.presenters import audit
from goodstanding.web.people.presenters import offices
from goodstanding.web.shell.presenters import numbers, terms
from goodstanding.web.templatetags.days import said_day, said_moment, unbroken
from tests.clock import Clock
from tests.pages import on_one_line

SCHEMES = Path(__file__).parents[3] / "schemes"
SOURCE = Path(goodstanding.__file__).parent


@pytest.mark.parametrize(
    ("scheme", "language", "title"),
    [
        ("vanguard-136", "en", "Branch secretary"),
        ("vanguard-136", "zh-hans", "支部书记"),
        ("volunteer-corps", "en", "Team leader"),
        ("volunteer-corps", "zh-hans", "队长"),
    ],
)
@pytest.mark.usefixtures("db")
def test_an_office_is_called_what_the_organization_calls_it(
    scheme: str, language: str, title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SCHEME", SCHEMES / scheme)
    with translation.override(language):
        assert terms.role("secretary") == title
        assert terms.office("secretary · B111") == f"{title} · B111"


def test_whatever_the_trail_records_has_a_word() -> None:
    unknown = {word for kind, word in _recorded() if word not in (audit.verbs() if kind == "verb" else audit.nouns())}
    assert not unknown


def _recorded() -> set[tuple[str, str]]:
    """The verbs and nouns that the actions and flows write into the audit trail."""
    found = {("verb", one) for one in [*UnitChange.Verb.values, *Step.Verb.values, "record", "import", "export"]}
    said = re.compile(r'audit\.record(?:_many)?\(\s*"(\w+)"(?: if [^,]+ else "\w+")?, "(\w+)"')
    for path in [*(SOURCE / "actions").rglob("*.py"), *(SOURCE / "flows").rglob("*.py")]:
        for verb, noun in said.findall(path.read_text()):
            found |= {("verb", verb), ("noun", noun)}
    found |= {
        ("verb", one) for one in re.findall(r'_trail\("(\w+)"', (SOURCE / "actions" / "months" / "runs.py").read_text())
    }
    assert {("verb", "publish"), ("verb", "enrol"), ("noun", "member"), ("noun", "transfer")} <= found
    return found


def test_whatever_can_be_allowed_is_said_in_words() -> None:
    assert set(offices.permissions()) == set(Permission)


def test_a_day_is_never_broken_and_what_people_wrote_stays_text() -> None:
    assert unbroken("<b> 2016-09-03 · 2016-09") == '&lt;b&gt; <span class="unbroken">2016-09-03</span> · 2016-09'
    chinese = "12月31日\N{NO-BREAK SPACE}周四"
    assert unbroken(f"请于{chinese}前答复") == f'请于<span class="unbroken">{chinese}</span>前答复'
    for day in ("Sat 3 Sep", "3 Sep 2016", "9月3日 周六", "2016年9月3日"):
        assert unbroken(f"on {day}.") == f'on <span class="unbroken">{day}</span>.'
    assert unbroken(mark_safe('<time datetime="2016-09-03">')) == '<time datetime="2016-09-03">'


@pytest.mark.parametrize(
    ("language", "past", "this_year"),
    [("en", "Sat 15 Oct 2016 19:05", "{weekday} 1 Mar"), ("zh-hans", "2016年10月15日 周六 19:05", "3月1日 {weekday}")],
)
def test_days_are_written_as_people_say_them_with_the_year_only_where_it_is_another(
    language: str, past: str, this_year: str
) -> None:
    first_of_march = timezone.localdate().replace(month=3, day=1)
    weekday = {
        "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        "zh-hans": [f"周{one}" for one in "一二三四五六日"],
    }
    with translation.override(language), timezone.override(ZoneInfo("Asia/Shanghai")):
        said = said_moment(datetime(2016, 10, 15, 11, 5, tzinfo=UTC))
        assert said == past.replace(" ", "\N{NO-BREAK SPACE}"), "nowhere broken over two lines"
        now = this_year.format(weekday=weekday[language][first_of_march.weekday()])
        assert said_day(first_of_march).split() == now.split()
    assert said_day(None) == said_moment(None) == ""


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "此项必填。"),
        ("甲乙丙丁", "最多3个字，现在有4个字。"),
        ("甲\0", "含有无法保存的空字符，请删去。"),
    ],
)
def test_what_is_typed_wrongly_is_answered_in_plain_chinese(typed: str, answer: str) -> None:
    with translation.override("zh-hans"), pytest.raises(ValidationError) as refused:
        forms.CharField(max_length=3).clean(typed)
    with translation.override("zh-hans"):
        assert refused.value.messages == [answer]


@pytest.mark.parametrize(
    ("thousandths", "reads", "with_sign"),
    [
        (333, "0.33", "+0.33"),
        (-4167, "−4.17", "−4.17"),
        (500, "0.5", "+0.5"),
        (2, "0", "0"),
        (-2, "0", "0"),
        (0, "0", "0"),
    ],
)
def test_points_have_at_most_two_decimals_and_no_sign_of_nothing(thousandths: int, reads: str, with_sign: str) -> None:
    assert numbers.points(thousandths) == reads
    assert numbers.signed(thousandths) == with_sign


@pytest.mark.parametrize(
    ("language", "day", "weekday", "moment"),
    [("en", "27 Nov", "Fri 27 Nov", "27 Nov, 19:05"), ("zh-hans", "11月27日", "11月27日 周五", "11月27日 19:05")],
)
def test_days_are_written_as_people_say_them_with_the_year_only_of_another_one(
    clock: Clock, language: str, day: str, weekday: str, moment: str
) -> None:
    at = datetime(2026, 11, 27, 19, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
    with timezone.override("Asia/Shanghai"), translation.override(language):
        clock.stop_at(at)
        assert (terms.day(at.date()), terms.said_day(at.date()), terms.moment(at)) == (
            day,
            on_one_line(weekday),
            moment,
        )
        assert "2026" in terms.day(at.date(), with_year=True)
        clock.stop_at(at.replace(year=2027))
        assert "2026" in terms.day(at.date())


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 3, "甲, 乙, 丙"),
        ("en", 9, "甲, 乙, 丙, 丁, 戊, 己, 庚, 辛, 壬"),
        ("en", 38, "甲, 乙, 丙, 丁, 戊, 己, 庚, 辛, 30 more members"),
        ("zh-hans", 38, "甲、乙、丙、丁、戊、己、庚、辛、另有30人"),
    ],
)
def test_a_long_list_of_people_begins_with_names_and_ends_with_a_number(language: str, count: int, said: str) -> None:
    with translation.override(language):
        assert terms.people_briefly(("甲乙丙丁戊己庚辛壬癸" * 4)[:count]) == said

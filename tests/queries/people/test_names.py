"""People are found as they are said and written: by every reading, by every dot, in wide letters and old shapes."""

import importlib
from itertools import islice

import pytest
from django.apps import apps

from goodstanding.models import Member, Unit
from goodstanding.names.readings import readings
from goodstanding.names.sounds import heard, sounds
from goodstanding.names.spelling import name_of
from goodstanding.queries.meetings.meetings import can_be_added
from goodstanding.queries.people import search
from tests.house import House

UYGHUR = "阿卜杜拉·买买提"


def _found(house: House, text: str) -> list[str]:
    return [one.name for one in search.members(house.viewer("secretary"), text)]


@pytest.mark.parametrize(
    "text",
    ["abdlmmt", "abodulamaimaiti", "abudulamaimaiti", "abudu", UYGHUR, "阿卜杜拉买买提", "阿卜"]
    + [UYGHUR.replace("·", dot) for dot in "•‧・･．⋅.∙"],
)
def test_a_transcribed_name_is_found_by_its_sounds_and_with_any_dot(house: House, text: str) -> None:
    house.enrol("B111", UYGHUR)
    assert _found(house, text) == [UYGHUR]


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("曾丽", ["zl", "zeng", "zengli", "cl", "ceng", "cen", "cengli", "曾", "Zeng Li"]),
        ("单于明", ["chanyu", "cym", "danyuming", "dym", "shanyu"]),
        ("王翟", ["wangzhai", "wangdi", "wz", "wd", "wangzha"]),
        ("曾乐", ["zengle", "zengyue", "cengle", "cengyue", "cy"]),
        ("𠮷田", ["jt", "jitian", "吉田", "𠮷田", "𠮷"]),
        ("马文山", ["⻢⽂⼭", "马 文 山", "ｍｗｓ"]),
        ("吕明", ["lvming", "lyuming", "luming", "lüming", "lm"]),
        ("Mary Lee", ["mary lee", "marylee", "ml", "Mary", "Ｍary"]),
    ],
)
def test_a_name_is_found_as_it_is_said(house: House, name: str, texts: list[str]) -> None:
    house.enrol("B111", name)
    assert [text for text in texts if name not in _found(house, text)] == []


def test_whatever_is_heard_of_a_name_finds_it(house: House) -> None:
    within = sorted(readings().within)
    names = [f"{surname}{within[place % len(within)]}文" for place, surname in enumerate(sorted(readings().surnames))]
    Member.objects.bulk_create(
        Member(number=f"N{place}", name=name, unit=house.branch, joined_on=house.today, **sounds(name))
        for place, name in enumerate(names)
    )
    every = Member.objects.filter(number__startswith="N")
    missed = [
        (name, way)
        for name in names[::4]
        for way in islice(heard(name), 8)
        if not every.filter(search.named(way), name=name).exists()
    ]
    assert missed == []


def test_lists_stand_in_the_order_of_the_usual_readings(house: House) -> None:
    for name in ("曾文", "曹文", "张文", "单文", "丁文"):
        house.enrol("B112", name)
    ordered = Member.objects.filter(unit=house.unit("B112"), name__endswith="文").order_by("pinyin")
    assert [one.name for one in ordered] == ["曹文", "丁文", "单文", "曾文", "张文"]


def test_a_guest_is_found_in_the_same_ways(house: House) -> None:
    house.enrol("B111", "曾丽")
    found = can_be_added(house.viewer("secretary"), _meeting(house), "cengli")
    assert [one.name for one in found] == ["曾丽"]


def _meeting(house: House):  # type: ignore[no-untyped-def]
    from goodstanding.models import Meeting

    return Meeting(pk=0, unit=house.branch)


def test_what_was_stored_before_is_written_and_read_anew(house: House) -> None:
    migration = importlib.import_module("goodstanding.models.migrations.0015_names")
    one, other = house.enrol("B111", "曾丽"), house.member()
    Member.objects.filter(pk=one.pk).update(name="曾 丽", pinyin="cengli", initials="cl")
    Unit.objects.filter(pk=house.branch.pk).update(pinyin="shi·li")
    before = Member.objects.values_list("pinyin").get(pk=other.pk)
    migration.read_anew(apps, None)
    one.refresh_from_db()
    assert (one.name, one.pinyin, one.initials) == ("曾丽", "zengli", "zl")
    assert "·" not in house.branch.pinyin
    assert Member.objects.values_list("pinyin").get(pk=other.pk) == before


def test_a_name_typed_into_a_form_is_stored_in_one_way(house: House) -> None:
    assert house.enrol("B111", "周　文").name == "周文"
    assert house.enrol("B111", "阿卜杜拉・买买提").name == UYGHUR == name_of(UYGHUR)

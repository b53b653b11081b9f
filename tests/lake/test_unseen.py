"""Letters that nobody sees are dropped wherever text comes in, and every workbook that goes out opens."""

import unicodedata
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from django.urls import reverse

from goodstanding.models import Member, Unit
from goodstanding.names.unseen import typed, writable
from goodstanding.sheets.cells import clean
from goodstanding.sheets.write import XLSX, write_sheet
from tests.house import House

DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\u2061\u2064\ufeff\ufff9\U000e0041"
NO_LETTERS = "\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff"
CONTROLS = "\x00\x01\x08\x0b\x0c\x1b\x1f\x7f\x85\x9f"
#: What is seen, and stays: Han letters past the first plane, a dot, a variant's selector, a lost letter.
SEEN = "䶮𠮷㛃·阿 葛\U000e0100 \ufffd é\t1\n2"


@pytest.mark.parametrize("letter", [*DIRECTIONS, *NO_WIDTH, *NO_LETTERS, *CONTROLS, "\ud800", "\udfff"])
def test_a_letter_that_nobody_sees_is_not_typed(letter: str) -> None:
    assert typed(f"{letter}李{letter}娜{letter}") == "李娜"


def test_every_mark_of_direction_that_unicode_knows_is_among_them() -> None:
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    marks = {chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in turning}
    assert marks | set("\u061c\u200e\u200f") == set(DIRECTIONS)


def test_what_is_seen_stays() -> None:
    assert typed(SEEN) == SEEN
    assert typed("one\u2028two\u2029three") == "one\ntwo\nthree"


@pytest.mark.parametrize("letter", [*DIRECTIONS, *NO_WIDTH, *NO_LETTERS])
def test_an_import_drops_the_same_letters_as_a_form(letter: str) -> None:
    assert clean(f"李{letter}娜") == "李娜" == typed(f"李{letter}娜")


def test_a_workbook_with_any_letter_in_it_opens(tmp_path: Path) -> None:
    every = [chr(code) for code in (*range(0x300), *range(0xD7F0, 0xE010), *range(0xFDC0, 0x10000), 0x1FFFE, 0x1F600)]
    rows = [["text"], ["".join(every)], *([f"a{one}b"] for one in every)]
    write_sheet(tmp_path / "all.xlsx", XLSX, "All", rows)
    with zipfile.ZipFile(tmp_path / "all.xlsx") as book:
        for name in book.namelist():
            if name.endswith(".xml"):
                text = book.read(name).decode("utf-8")
                ElementTree.fromstring(text)
                assert not {"\ufffe", "\uffff"} & set(text), name
    read = openpyxl.load_workbook(tmp_path / "all.xlsx").active
    assert read.max_row == len(rows)
    assert writable("a\ufffe\uffff\x00b\u202e") == "ab\u202e"


# Over the pages


def test_what_is_typed_into_any_form_is_stored_without_them(house: House) -> None:
    client = house.client("secretary")
    form = {"number": "N\u200b1\ufeff", "name": "\u202e李\ufffe娜\uffff", "joined_on": "2016-01-01\u200e"}
    answer = client.post(reverse("member_enrol", args=["B111"]), form | {"from_on": "2016-02-01"})
    assert answer.status_code == 302
    assert Member.objects.get(number="N1").name == "李娜"
    officer = house.client("sub_district_officer")
    told = {"name": "Branch\x00 of\u2066 the bridge\ufffe", "on": "2016-10-01"}
    assert officer.post(reverse("unit_rename", args=["B112"]), told).status_code == 302
    assert Unit.objects.get(code="B112").name == "Branch of the bridge"


def test_pages_that_read_one_value_themselves_drop_them_too(house: House) -> None:
    from tests.meetings import planned

    meeting = planned(house)
    reason = {"reason": "Too\x00 few\u202e could\ufffe come"}
    house.client("secretary").post(reverse("meeting_cancel", args=[meeting.key]), reason)
    meeting.refresh_from_db()
    assert meeting.reason == "Too few could come"
    found = house.client("secretary").get(reverse("search"), {"q": f"\u200b{house.member().number}\ufeff"})
    assert house.member().name in found.content.decode()


def test_a_number_pasted_with_them_signs_in_and_a_password_stays_what_it_is(house: House) -> None:
    account = house.account("member")
    account.set_password("a quiet\u200d password")
    account.save()
    login = f"\ufeff{account.login}\u200b"
    wrong = house.client().post(reverse("account_login"), {"login": login, "password": "a quiet password"})
    assert wrong.status_code == 200
    right = house.client().post(reverse("account_login"), {"login": login, "password": "a quiet\u200d password"})
    assert right.status_code == 302

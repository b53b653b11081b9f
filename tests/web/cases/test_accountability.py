"""Accountability on pages: nothing is chosen beforehand, and each person sees what is theirs to see."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from goodstanding.models import AccountabilityFile, AccountabilityStep
from goodstanding.models.cases.accountability import FileState
from tests.accountability import on_to
from tests.cases import seat
from tests.clock import Clock
from tests.house import AT, House
from tests.pages import words

SRC = Path(__file__).parents[3] / "src" / "goodstanding"


@pytest.fixture(autouse=True)
def then(clock: Clock) -> None:
    clock.stop_at(AT)


def test_no_form_and_no_person_is_ever_proposed(house: House) -> None:
    client = house.client("district_officer")
    new = reverse("accountability_new", args=["S11"])
    heard = on_to(house, FileState.HEARD)
    for address in (f"{new}?post={seat(house, 'sub_district_officer').key}", new,
                    reverse("accountability_step", args=[heard.key]) + "?move=decide"):  # fmt: skip
        page = client.get(address).content.decode()
        for select in re.findall(r"<select.*?</select>", page, re.DOTALL):
            first, *others = re.findall(r"<option[^>]*>", select)
            assert 'value=""' in first
            assert not any("selected" in one for one in others), select
    texts = {path: path.read_text("utf-8") for path in SRC.rglob("*.py")}
    callers = [path.parent.name for path, text in texts.items() if re.search(r"\bopen_file\(", text)]
    assert sorted(callers) == ["cases", "views"], "nothing but the page of a named person opens a file"


def test_a_file_on_pages_from_opening_to_the_appeal(house: House) -> None:
    client, own = house.client("district_officer"), house.client("sub_district_officer")
    given = {"post": seat(house, "sub_district_officer").key, "basis": "regulation_2016", "circumstance": "building"}
    new = reverse("accountability_new", args=["S11"])
    assert client.post(new, given).status_code == 422
    assert client.post(new, given | {"reason": "Two complaints were founded."}).status_code == 302
    file = AccountabilityFile.objects.get()
    assert "Two complaints were founded." in words(own.get(reverse("my_accountability_file", args=[file.key])))
    assert own.get(reverse("accountability_file", args=[file.key])).status_code == 404
    step = {"words": "As found.", "on": "2016-10-15"}
    where = {
        move: f"{reverse('accountability_step', args=[file.key])}?move={move}"
        for move in ("establish", "hear", "decide")
    }
    assert client.post(where["establish"], step).status_code == 302
    assert own.get(where["decide"]).status_code == 404
    assert own.post(where["hear"], step | {"words": "My side."}).status_code == 302
    decided = step | {"body_unit": "D1", "document": "9", "form": "admonition", "layer": "main"}
    assert client.post(where["decide"], decided | {"form": ""}).status_code == 422
    assert client.post(where["decide"], decided).status_code == 302
    said = words(house.client("auditor").get(reverse("accountability_file", args=[file.key])))
    assert "Admonition" in said and "My side." in said
    assert (
        house.client("auditor").get(reverse("accountability_step", args=[file.key]) + "?move=announce").status_code
        == 404
    )
    (made,) = AccountabilityStep.objects.filter(what="decide")
    correct = reverse("accountability_correct", args=[file.key]) + f"?step={made.pk}"
    assert client.post(correct, {"words": "Number 10."}).status_code == 302
    assert "Number 10." in words(client.get(reverse("accountability_file", args=[file.key])))

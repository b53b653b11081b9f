"""Reading a scheme's folder: whatever is wrong with its form is named with file and line, all at once."""

from pathlib import Path

import pytest

from goodstanding.engine.problems import InputError, Problem
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.engine.scheme.source import read_yaml
from tests.engine.scheme_folder import HOURS, MEETING, write_scheme

ORG01, ORG02, HEAD = "indicators/org01.yaml", "indicators/org02.yaml", "scheme.yaml"


def faults_of(folder: Path) -> list[str]:
    return [str(fault) for fault in load_scheme(folder).faults]


def test_a_scheme_that_is_right_has_no_faults(tmp_path: Path) -> None:
    loaded = load_scheme(write_scheme(tmp_path))
    assert loaded.faults == ()
    assert loaded.scheme is not None
    assert [indicator.code for indicator in loaded.scheme.indicators] == ["ORG01", "ORG02", "ORG03"]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (ORG01, "kind: base\n", "kind: base\nweight: 3\n", f"{ORG01}:8: weight: is not a key"),
        (ORG01, "why: {en: To meet., zh: 见面。}", "why: {en: To meet.}", f"{ORG01}:3: why.zh: is missing"),
        (ORG01, "why: {en: To meet., zh: 见面。}", "why: {en: To meet., zh: ''}", f"{ORG01}:3: why.zh: "),
        (ORG01, "target: 1", "target: 0.0001", f"{ORG01}:13: target: 0.0001 has more than three decimals"),
        (ORG01, "points: 1", "points: -1", f"{ORG01}:14: points: "),
        (ORG01, "points: 1", "points: true", f"{ORG01}:14: points: must be a number"),
        (ORG01, "points: 1", "points: 1000001", f"{ORG01}:14: points: 1000001 is larger than 1000000"),
        (ORG01, "target: 1", "target: many", f"{ORG01}:13: target: 'many' is not a number"),
        (ORG01, "measure: mean", "measure: median", f"{ORG01}:9: measure: "),
        (ORG01, "facts: [meeting.held]", "facts: []", f"{ORG01}:8: facts: "),
        (ORG01, "points: 1", "points: 1\npoints: 2", f"{ORG01}:15: the key 'points' stands twice"),
        (ORG01, "code: ORG01", "code: ORG09", f"{ORG01}:1: the file of ORG09 must be named indicators/org09.yaml"),
        (ORG01, "facts: [meeting.held]", "facts: [meeting.held", f"{ORG01}:9: is not YAML"),
        (ORG01, "title: {en: Meetings", "title: {en: [Meetings]", f"{ORG01}:2: title.en: "),
        (HEAD, "from: 2016-01", "from: 2016-13", f"{HEAD}:3: effective.from: '2016-13' is not a month"),
        (HEAD, "min_peers: 2", "min_peers: 2.5", f"{HEAD}:23: member.min_peers: "),
        (HEAD, "members_weight: 60", "members_weight: 101", f"{HEAD}:27: unit.members_weight: "),
        (HEAD, "  full: {", "  full time: {", f"{HEAD}:7: classes.full time: "),
        (HEAD, "name: little", "name: Little Scheme", f"{HEAD}:1: name: "),
        (HEAD, "name: little", "nmae: little", f"{HEAD}:1: nmae: is not a key"),
        (HEAD, "min_peers: 2", "min_peers: 2\n  min_peers: 3", f"{HEAD}:24: the key 'min_peers' stands twice"),
        (HEAD, "unit: {", "indicators: []\nunit: {", f"{HEAD}:27: indicators stand in files of their own"),
    ],
)
def test_a_fault_of_form_is_named_with_its_line(tmp_path: Path, file: str, old: str, new: str, fault: str) -> None:
    found = faults_of(write_scheme(tmp_path, (file, old, new)))
    assert any(one.startswith(fault) for one in found), found


def test_faults_of_several_files_are_reported_together(tmp_path: Path) -> None:
    folder = write_scheme(
        tmp_path,
        (HEAD, "bonus_cap: 20", "bonus_cap: lots"),
        (HEAD, "shrink: 1", "shrink: -1"),
        (ORG01, "period: month", "period: week"),
        (ORG01, "target: 1", "target: 1.2345"),
        (ORG02, "cap: 2", "cap: 2\ncolour: red"),
    )
    assert [(fault.file, fault.line) for fault in load_scheme(folder).faults] == [
        (ORG01, 10),
        (ORG01, 13),
        (ORG02, 14),
        (HEAD, 17),
        (HEAD, 27),
    ]


def test_a_doubled_key_does_not_hide_the_other_faults_of_its_file(tmp_path: Path) -> None:
    folder = write_scheme(tmp_path, (ORG01, "points: 1", "points: 1\npoints: 2\nweight: 3"))
    assert [fault.line for fault in load_scheme(folder).faults] == [15, 16]


def test_two_files_with_one_code_are_told_apart(tmp_path: Path) -> None:
    folder = write_scheme(tmp_path)
    (folder / "indicators/org01b.yaml").write_text(MEETING, encoding="utf-8")
    assert faults_of(folder) == ["indicators/org01b.yaml:1: ORG01 is also the code of indicators/org01.yaml"]


def test_a_file_that_is_no_yaml_file_has_no_place_among_the_indicators(tmp_path: Path) -> None:
    folder = write_scheme(tmp_path)
    (folder / "indicators/org04.yml").write_text(HOURS, encoding="utf-8")
    assert faults_of(folder) == ["indicators/org04.yml: is not a .yaml file; move it out of indicators/"]


def test_an_editors_hidden_file_is_nobodys_fault(tmp_path: Path) -> None:
    folder = write_scheme(tmp_path)
    (folder / "indicators/.org01.yaml.swp").write_bytes(b"\x00")
    assert faults_of(folder) == []


def test_a_missing_head_is_said_so_and_the_indicators_are_still_read(tmp_path: Path) -> None:
    folder = write_scheme(tmp_path, (ORG01, "period: month", "period: week"))
    (folder / "scheme.yaml").unlink()
    found = load_scheme(folder)
    assert found.scheme is None
    assert [fault.file for fault in found.faults] == [ORG01, "scheme.yaml"]
    assert "No such file" in found.faults[1].message


@pytest.mark.parametrize("content", [b"", b"- a list\n", b"just words\n", b"\xff\xfe\x00"])
def test_an_indicator_that_is_no_mapping_is_refused(tmp_path: Path, content: bytes) -> None:
    folder = write_scheme(tmp_path)
    (folder / ORG01).write_bytes(content)
    (fault,) = load_scheme(folder).faults
    assert (fault.file, fault.line) == (ORG01, 1)


def test_whoever_needs_the_scheme_gets_every_fault(tmp_path: Path) -> None:
    folder = write_scheme(tmp_path, (ORG01, "period: month", "period: week"), (ORG02, "cap: 2", "cap: x"))
    with pytest.raises(InputError) as refused:
        scheme_of(folder)
    assert "2 fault(s)" in refused.value.message
    assert [fault.file for fault in refused.value.faults] == [ORG01, ORG02]


def test_plain_words_are_read_as_yaml_1_2_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("on: yes\noff: no\nday: 2016-10-15\nhour: 12:30\nten: 010\nhalf: 0.5\nnone: ~\ntrue: false\n")
    source = read_yaml(path, "words.yaml")
    assert {key: str(value) for key, value in source.content.items()} == {
        "on": "yes", "off": "no", "day": "2016-10-15", "hour": "12:30", "ten": "10", "half": "0.5",
        "none": "None", True: "False",
    }  # fmt: skip
    assert source.line(["day"]) == 3


def test_a_fault_reads_as_file_line_message() -> None:
    assert str(Problem("scheme.yaml", 3, "is wrong")) == "scheme.yaml:3: is wrong"
    assert str(Problem("scheme.yaml", 0, "is wrong")) == "scheme.yaml: is wrong"

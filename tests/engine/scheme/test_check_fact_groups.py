"""The groups and words by which a kind of fact is found fit the rest of the scheme, and move no point."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.check import CheckedScheme, check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.lake.manifest import scheme_fingerprint
from tests.conftest import REPO
from tests.engine.scheme_folder import write_scheme

GROUPS = """\
fact_groups:
  - {title: {en: Meetings, zh: 会议}, kinds: [meeting], everyone: true}
  - {title: {en: Study, zh: 学习}, kinds: [study]}
talks: [meeting.held]
"""
WORDS = ("scheme.yaml", "meeting.held: {", "meeting.held: {words: [get-together, 碰头会], ")


def checked(folder: Path, old: str = "", new: str = "") -> CheckedScheme:
    groups = GROUPS.replace(old, new) if old else GROUPS
    return check_scheme(load_scheme(write_scheme(folder, ("scheme.yaml", "unit: {", f"{groups}unit: {{"), WORDS)))


def test_what_makes_sense_is_clean(tmp_path: Path) -> None:
    assert checked(tmp_path) == CheckedScheme((), ())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("talks: [meeting.held]", "talks: [meeting.dreamt]", "meeting.dreamt is not declared in fact_kinds"),
        ("kinds: [meeting]", "kinds: [assembly]", "stands in no group of fact_groups"),
        ("kinds: [meeting]", "kinds: [assembly]", "no fact kind stands first in the group Meetings"),
        ("kinds: [meeting]", "kinds: []", "at least 1 item"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert [fault for fault in checked(tmp_path, old, new).faults if says in fault.message and fault.line > 0]


def test_words_and_groups_are_no_part_of_what_a_run_was_made_by(tmp_path: Path) -> None:
    plain, richer = tmp_path / "plain", tmp_path / "richer"
    write_scheme(plain)
    write_scheme(richer, ("scheme.yaml", "unit: {", f"{GROUPS}unit: {{"), WORDS)
    assert scheme_of(richer).fact_kinds["meeting.held"].words == ("get-together", "碰头会")
    assert scheme_fingerprint(scheme_of(plain)) == scheme_fingerprint(scheme_of(richer))


@pytest.mark.parametrize("name", ["vanguard-136", "volunteer-corps"])
def test_every_kind_of_the_schemes_that_ship_is_in_a_group(name: str) -> None:
    scheme = scheme_of(REPO / "schemes" / name)
    assert [kind for kind in scheme.fact_kinds if scheme.group_of(kind) is None] == []


def test_attendance_is_never_looked_for_under_discipline() -> None:
    scheme = scheme_of(REPO / "schemes" / "vanguard-136")
    attendance = {kind.fact for kind in scheme.meetings.values()} | {"absence.unexcused", "meeting.on_time"}
    groups = {kind: scheme.group_of(kind) for kind in attendance}
    assert {group.title.en for group in groups.values() if group} == {"Meetings and attendance"}

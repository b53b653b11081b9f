"""What a scheme says about meetings has to fit the rest of it."""

from fractions import Fraction
from pathlib import Path

import pytest

from goodstanding.engine.scheme.check import CheckedScheme, check_scheme
from goodstanding.engine.scheme.fraction import fraction
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.engine.scheme.scheme import (
    AlsoWritten,
    AskedOfHost,
    GuestFact,
    MadeUp,
    MeetingDue,
    MeetingType,
    Quorum,
    Share,
    Voting,
)
from goodstanding.lake.manifest import scheme_fingerprint
from tests.engine.scheme_folder import HEAD, write_scheme

MEETING = """\
offices: {secretary: {en: Secretary, zh: 书记}}
meetings:
  general:
    title: {en: Assembly, zh: 大会}
    fact: meeting.held
    held_by: [office]
    plan: {every: quarter, times: 1}
    due: {classes: [full], welcome: [guest]}
    votes: {of: [full]}
    quorum: {more_than: 1/2}
    also: [{fact: study.hours, says: came}]
    office_facts: [{fact: study.hours, offices: [secretary]}]
"""
FILE = "scheme.yaml"
ALSO = "also: [{fact: study.hours, says: came}]"


def checked(folder: Path, old: str = "", new: str = "") -> CheckedScheme:
    text = MEETING.replace(old, new) if old else MEETING
    assert not old or text != MEETING
    return check_scheme(load_scheme(write_scheme(folder, (FILE, "unit: {", f"{text}unit: {{"))))


def test_a_meeting_that_makes_sense_is_clean(tmp_path: Path) -> None:
    assert checked(tmp_path) == CheckedScheme((), ())


@pytest.mark.parametrize(
    "new",
    [
        "asked: [{fact: study.hours, ticked: true, unticked: zero}]",
        "asked: [{fact: study.hours}]",
        "made_up: {fact: study.hours, within_days: 30}",
        "guests: [{fact: meeting.held, classes: [guest]}]",
    ],
)
def test_what_a_meeting_asks_for_and_leaves_besides_is_clean(tmp_path: Path, new: str) -> None:
    assert checked(tmp_path, ALSO, new) == CheckedScheme((), ())


def test_a_scheme_needs_no_meetings(tmp_path: Path) -> None:
    assert scheme_of(write_scheme(tmp_path)).meetings == {}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("fact: meeting.held", "fact: meeting.missed", "the fact kind meeting.missed is not declared in fact_kinds"),
        ("[{fact: study.hours, says: came}]", "[{fact: meeting.held, says: came}]", "meeting.held stands twice"),
        ("classes: [full]", "classes: [ghost]", "ghost is a class nobody can have"),
        ("welcome: [guest]", "welcome: [ghost]", "ghost is a class nobody can have"),
        ("welcome: [guest]", "not_for: [full]", "nobody is due"),
        ("of: [full]", "of: [ghost]", "ghost is a class nobody can have"),
        ("{of: [full]}", "{not_for: [ghost]}", "ghost is a class nobody can have"),
        ("{of: [full]}", "{of: [full], not_for: [full]}", "nobody may vote: every class in of is also in not_for"),
        ("quorum: {more_than: 1/2}", "quorum: {more_than: 1/2, of: [full]}", "of"),
        ("offices: [secretary]", "offices: [bishop]", "bishop is not declared in offices"),
        ("held_by: [office]", "held_by: [village]", "village is a unit type or level nobody can have"),
        ("{en: Assembly, zh: 大会}", "{en: Donations evening, zh: 大会}", "is about donations, which is never scored"),
        ("fact: meeting.held\n", "fact: meeting.held\n    unit_facts: [meeting.held]\n", "is not about a unit"),
        ("more_than: 1/2", "more_than: 3/2", "is not between 0 and 1"),
        ("more_than: 1/2", "more_than: half", "is not a part of a whole"),
        ("more_than: 1/2", "more_than: 1/2, at_least: 1/2", "say either more_than or at_least"),
        ("times: 1", "times: 0", "greater than or equal to 1"),
        ("every: quarter", "every: fortnight", "Input should be 'month', 'quarter' or 'year'"),
        ("says: came", "says: smiled", "Input should be 'came'"),
        (ALSO, "asked: [{fact: meeting.held}]", "meeting.held stands twice"),
        (ALSO, "asked: [{fact: study.nap}]", "the fact kind study.nap is not declared in fact_kinds"),
        (ALSO, "asked: [{fact: study.hours, unticked: zero}]", "whoever the host forgets would fail study.hours"),
        (ALSO, "asked: [{fact: study.hours, unticked: five}]", "Input should be 'nothing' or 'zero'"),
        (ALSO, "made_up: {fact: meeting.held, within_days: 30}", "meeting.held stands twice"),
        (ALSO, "made_up: {fact: study.hours}", "within_days"),
        (ALSO, "made_up: {fact: study.hours, within_days: 9, after: [there]}", "Input should be 'leave' or 'absent'"),
        (ALSO, "guests: [{fact: meeting.held, classes: [ghost]}]", "ghost is a class nobody can have"),
        (ALSO, "guests: [{fact: study.hours}, {fact: study.hours}]", "study.hours stands twice"),
        ("plan: {", "led_by: [secretary]\n    plan: {", "Input should be 'group_leader'"),
        ("plan: {", "led_by: [group_leader]\n    plan: {", "group_leader is not declared in offices"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    found = [fault for fault in checked(tmp_path, old, new).faults if says in fault.message]
    assert found, checked(tmp_path, old, new).faults
    first = HEAD[: HEAD.index("unit: {")].count("\n") + 1
    assert all(first <= fault.line <= first + MEETING.count("\n") + 1 for fault in found)


@pytest.mark.parametrize(
    ("rule", "count", "needed"),
    [("1/2", 18, 10), ("1/2", 17, 9), ("1/2", 1, 1), ("1/2", 0, 1), ("1/3", 7, 3), ("2/3", 3, 3)],
)
def test_more_than_a_part_is_one_more_than_fits_in_it(rule: str, count: int, needed: int) -> None:
    assert Share(more_than=Fraction(rule)).needed(count) == needed


@pytest.mark.parametrize(("rule", "count", "needed"), [("4/5", 18, 15), ("4/5", 20, 16), ("1/2", 18, 9), ("1", 7, 7)])
def test_at_least_a_part_is_rounded_up(rule: str, count: int, needed: int) -> None:
    assert Quorum(at_least=fraction(rule)).needed(count) == needed


def test_meetings_are_no_part_of_what_a_run_was_made_by(tmp_path: Path) -> None:
    plain, richer = tmp_path / "plain", tmp_path / "richer"
    write_scheme(plain)
    write_scheme(richer, (FILE, "unit: {", f"{MEETING.partition(chr(10))[2]}unit: {{"))
    assert scheme_of(richer).meetings
    assert scheme_fingerprint(scheme_of(plain)) == scheme_fingerprint(scheme_of(richer))


def test_the_reference_names_every_key() -> None:
    page = (Path(__file__).parents[4] / "docs" / "reference" / "scheme-format.md").read_text(encoding="utf-8")
    meetings = page[page.index("## Meetings") :]
    for part, prefix in ((MeetingType, ""), (MeetingDue, "due."), (Voting, "votes."), (Quorum, "quorum.")):
        for name in part.model_fields:
            assert f"`{prefix}{name}" in meetings, f"{prefix}{name}"
    for listed in (AlsoWritten, AskedOfHost, MadeUp, GuestFact):
        for name in listed.model_fields:
            assert name in meetings, name

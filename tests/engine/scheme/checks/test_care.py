"""What a scheme says about staying in touch has to fit the rest of it."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.care import CaredFor
from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.lake.manifest import scheme_fingerprint
from tests.engine.scheme_folder import write_scheme

FILE = "scheme.yaml"
RULES = """\
care:
  talks:
    heart: {title: {en: Talk, zh: 谈话}, held: talk.held, duty: {fact: talk.duty, offices: [secretary]}}
  contacts:
    away: {title: {en: Contact, zh: 联系}, kept: touch.kept, to: {classes: [guest]}}
  search: {steps: [telephone, letter], after_months: 6}
  absence: {reported: away.said, at_least_days: 30}
"""
KINDS = """\
  talk.held: {en: Talk held, zh: 已谈话, at_most: 1}
  talk.duty: {en: Talked with, zh: 应谈话, at_most: 1}
  touch.kept: {en: In touch, zh: 已联系, at_most: 1}
  away.said: {en: Absence reported, zh: 已报告, at_most: 1}
  half.made: {en: Half, zh: 一半, at_most: 0.5}
unit_levels:
"""


def faults(folder: Path, old: str = "", new: str = "") -> list[str]:
    text = RULES.replace(old, new) if old else RULES
    assert not old or text != RULES
    changes = ((FILE, "unit: {", f"{text}unit: {{"), (FILE, "unit_levels:\n", KINDS))
    return [fault.message for fault in check_scheme(load_scheme(write_scheme(folder, *changes))).faults]


def test_what_makes_sense_is_clean_and_no_part_of_what_a_run_was_made_by(tmp_path: Path) -> None:
    assert faults(tmp_path / "richer") == []
    write_scheme(tmp_path / "plain", (FILE, "unit_levels:\n", KINDS))
    plain, richer = scheme_of(tmp_path / "plain"), scheme_of(tmp_path / "richer")
    assert (plain.care, richer.care is None) == (None, False)
    assert scheme_fingerprint(plain) == scheme_fingerprint(richer)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("held: talk.held", "held: talk.hled", "the fact kind talk.hled is not declared in fact_kinds"),
        ("held: talk.held", "held: half.made", "half.made cannot be 1, which is what it writes"),
        ("kept: touch.kept", "kept: talk.held", "the fact kind talk.held stands twice"),
        ("classes: [guest]", "classes: [ghost]", "ghost is a class nobody can have"),
        ("classes: [guest]", "classes: [guest], not_for: [guest]", "it is for nobody"),
        ("steps: [telephone, letter]", "steps: [letter, letter]", "a step stands twice"),
        ("steps: [telephone, letter]", "steps: [broadcast]", "'telephone', 'contact_person'"),
        ("offices: [secretary]", "offices: []", "at least 1 item"),
        ("{title: {en: Talk,", "{title: {en: Photo-taking,", "which is never scored"),
    ],
)
def test_what_does_not_is_said_with_its_remedy(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert any(says in fault for fault in faults(tmp_path / "scheme", old, new)), says


def test_for_whom_it_is() -> None:
    everyone, some = CaredFor(not_for=("on_pause",)), CaredFor(classes=("floating",))
    assert everyone.is_for(frozenset())
    assert not everyone.is_for(frozenset({"on_pause"}))
    assert some.is_for(frozenset({"floating", "full"}))
    assert not some.is_for(frozenset({"full"}))

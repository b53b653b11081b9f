"""What a scheme says about initiative has to fit the rest of it, and must not ask for filler."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.for_whom import ForWhom
from goodstanding.engine.scheme.initiative import DutyRule, Initiative, PledgeRule, SuggestionRule, TopicRule
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.engine.scheme.part import Part
from goodstanding.lake.manifest import scheme_fingerprint
from tests.engine.scheme_folder import write_scheme

FILE = "scheme.yaml"
RULES = """\
initiative:
  pledge: {title: {en: Pledge, zh: 承诺}, registered: word.given, fulfilled: word.kept, to: {classes: [full]}}
  suggestions: {title: {en: Suggestion, zh: 建议}, made: idea.made, within_days: 15}
  posts:
    post: {title: {en: Post, zh: 岗位}, kept: post.kept, to: {welcome: [guest]}}
"""
KINDS = """\
  word.given: {en: Word given, zh: 作出承诺, at_most: 1}
  word.kept: {en: Word kept, zh: 兑现承诺, at_most: 1}
  idea.made: {en: Idea, zh: 建议, at_most: 1}
  post.kept: {en: Post kept, zh: 履行岗位, at_most: 1}
  half.made: {en: Half, zh: 一半, at_most: 0.5}
unit_levels:
"""


def faults(folder: Path, old: str = "", new: str = "", *more: tuple[str, str, str]) -> list[str]:
    text = RULES.replace(old, new) if old else RULES
    assert not old or text != RULES
    changes = ((FILE, "unit: {", f"{text}unit: {{"), (FILE, "unit_levels:\n", KINDS), *more)
    return [fault.message for fault in check_scheme(load_scheme(write_scheme(folder, *changes))).faults]


def test_what_makes_sense_is_clean_and_no_part_of_what_a_run_was_made_by(tmp_path: Path) -> None:
    assert faults(tmp_path / "richer") == []
    write_scheme(tmp_path / "plain", (FILE, "unit_levels:\n", KINDS))
    plain, richer = scheme_of(tmp_path / "plain"), scheme_of(tmp_path / "richer")
    assert (plain.initiative, richer.initiative is None) == (None, False)
    assert scheme_fingerprint(plain) == scheme_fingerprint(richer)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("made: idea.made", "made: idea.mdae", "the fact kind idea.mdae is not declared in fact_kinds"),
        ("made: idea.made", "made: half.made", "half.made cannot be 1, which is what it writes"),
        ("made: idea.made", "made: word.given", "the fact kind word.given stands twice"),
        ("welcome: [guest]", "welcome: [ghost]", "ghost is a class nobody can have"),
        ("classes: [full]", "classes: [full], not_for: [full]", "it is for nobody"),
        ("within_days: 15", "within_days: 0", "greater than or equal to 1"),
        ("  posts:\n", "  topics: {meetings: [nonsense], taken_up: idea.made}\n  posts:\n", "nonsense is not declared"),
        ("    post: {title: {en: Post", "    post: {title: {en: Photo-taking", "which is never scored"),
        ("fulfilled: word.kept", "confirmed_by: []", "at least 1 item"),
        ("fulfilled: word.kept", "confirmed_by: [auditor]", "'committee', 'secretary' or 'officer'"),
    ],
)
def test_what_cannot_be_is_named_with_its_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    found = faults(tmp_path, old, new)
    assert any(says in message for message in found), found


@pytest.mark.parametrize(("ceiling", "clean"), [("cap: 2\n", True), ("yearly_cap: 3\n", True), ("", False)])
def test_points_for_each_suggestion_need_a_ceiling(tmp_path: Path, ceiling: str, clean: bool) -> None:
    rule = "indicators/org02.yaml"
    found = faults(
        tmp_path, "", "", (rule, "facts: [study.hours]", "facts: [idea.made]"), (rule, "cap: 2\n", ceiling),
        (rule, "measure: sum", "measure: count"),
    )  # fmt: skip
    assert (found == []) is clean, found
    assert any("ORG02 gives points for every idea.made without a ceiling" in message for message in found) is not clean


def test_the_reference_names_every_key() -> None:
    page = (Path(__file__).parents[4] / "docs" / "reference" / "scheme-format.md").read_text(encoding="utf-8")
    section = page[page.index("## Initiative") : page.index("## What the linter refuses")]
    parts: dict[str, type[Part]] = {
        "pledge": PledgeRule, "suggestions": SuggestionRule, "topics": TopicRule, "posts.<kind>": DutyRule,
    }  # fmt: skip
    assert set(Initiative.model_fields) == {name.partition(".")[0] for name in parts}
    for name, part in parts.items():
        for key in part.model_fields:
            inner = [f"{name}.to.{one}" for one in ForWhom.model_fields] if key == "to" else [f"{name}.{key}"]
            for one in inner:
                assert f"`{one}`" in section, one

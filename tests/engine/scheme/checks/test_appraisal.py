"""What a scheme says about the appraisal has to fit the rest of it, and a share of members is rounded down."""

from fractions import Fraction
from pathlib import Path

import pytest

from goodstanding.engine.scheme.appraisal import most_of
from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.lake.manifest import scheme_fingerprint
from tests.engine.scheme_folder import write_scheme

FILE = "scheme.yaml"
RULES = """\
decisions:
  appeal: {to: {en: The board, zh: 理事会}, within_days: 30}
  seen_by: [officer]
  kinds:
    medal: {title: {en: Medal, zh: 奖章}, side: award, bodies: [city]}
    suspension: {title: {en: Suspension, zh: 停权}, side: discipline, bodies: [city], ends: lifted}
ballots:
  kinds:
    yearly:
      title: {en: Yearly ballot, zh: 年度测评}
      subjects: members
      voters: [full]
      choices: {good: {title: {en: Good, zh: 好}}, fair: {title: {en: Fair, zh: 较好}}}
appraisal:
  title: {en: Yearly appraisal, zh: 年度评议}
  held_in: [city]
  steps: [self, ballot, view, grades, report]
  grades:
    good: {title: {en: Good, zh: 好}, value: 2, at_most: 1/3, worth: 100}
    fair: {title: {en: Fair, zh: 较好}, value: 1, worth: 50, measure: true}
  no_grade: {classes: [guest], decisions: [suspension]}
  welcome: [guest]
  ballot: yearly
  voters: {members: {title: {en: Members, zh: 成员}, weight: 1}}
  leaves: {self: word.given, view: score.given, grade: grade.given}
"""
KINDS = """\
  word.given: {en: Word given, zh: 已提交, at_most: 1}
  half.made: {en: Half, zh: 一半, at_most: 0.5}
  score.given: {en: Score, zh: 评分, at_most: 100}
  grade.given: {en: Grade, zh: 等次, at_most: 2}
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
    assert richer.appraisal is not None
    assert richer.appraisal.limited == "good"
    assert scheme_fingerprint(plain) == scheme_fingerprint(richer)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[self, ballot,", "[ballot, self,", "write [self, ballot, view, grades, report]"),
        ("view, grades, report]", "view, report]", "the step grades is missing"),
        ("worth: 50, measure", "worth: 50, at_most: 1/2, measure", "only one grade has a share"),
        ("value: 1,", "value: 3,", "put the grades in order, the best first"),
        (", worth: 50", "", "say what a vote for it is worth"),
        ("voters: {members", "voters: {committee", "has the members among its voters"),
        ("self, ballot, view", "self, view", "nobody votes without the step ballot"),
        ("ballot: yearly", "ballot: monthly", "monthly is no kind of ballot about members"),
        (
            "fair: {title: {en: Fair, zh: 较好}, value",
            "poor: {title: {en: Poor, zh: 较差}, value",
            "has no choice poor",
        ),
        ("welcome: [guest]", "welcome: [ghost]", "ghost is a class nobody can have"),
        ("decisions: [suspension]", "decisions: [pause]", "pause is no kind of decision"),
        ("decisions: [suspension]", "decisions: [medal]", "an award takes no grade away"),
        ("held_in: [city]", "held_in: [ward]", "ward is no level of a unit"),
        ("view: score.given", "view: word.given2", "word.given2 is not declared"),
        ("self: word.given", "self: half.made", "cannot be 1, which is what it can write"),
        ("view: score.given", "view: word.given", "word.given stands twice"),
        ("leaves: {self", "leaves: {mutual", "without the step mutual it is never left"),
        ("en: Good, zh: 好", "en: Faith, zh: 宗教信仰", "which is never scored"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_remedy(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert any(said in message for message in faults(tmp_path, old, new))


def test_a_third_of_a_branch_of_every_size_is_rounded_down() -> None:
    for count in range(1, 101):
        found = most_of(Fraction(1, 3), count)
        assert 3 * found <= count < 3 * (found + 1), count

"""What a scheme says about study has to fit the rest of it, and no retake may ever cost anything."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.check import CheckedScheme, check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.engine.scheme.study import CourseKind, QuizRule, SessionKind, Study, StudyDue, StudyHours
from goodstanding.lake.manifest import scheme_fingerprint
from tests.engine.scheme_folder import HEAD, write_scheme

MARKS = """\
code: ORG04
title: {en: Marks, zh: 成绩}
why: {en: To know., zh: 求知。}
source: The rule.
category: ORG
subject: member
kind: base
facts: [quiz.score, course.passed]
measure: max
period: year
due: close
missing: skip
formula: step
target: 1
points: 1
"""
KINDS = """\
  quiz.score: {en: Score, zh: 成绩, at_most: 100}
  quiz.taken: {en: Taken, zh: 参加, at_most: 1}
  course.passed: {en: Passed, zh: 通过, at_most: 1}
  test.result: {en: Result, zh: 成绩, at_most: 10}
  test.open: {en: Open, zh: 开放}
"""
STUDY = """\
study:
  hours: {fact: study.hours, minutes: 45}
  quiz: {taken: quiz.taken, score: quiz.score, pass_at: 60}
  courses:
    required:
      title: {en: Required course, zh: 必修课程}
      fact: course.passed
      missed: zero
      due: {classes: [full], welcome: [guest]}
      hours: true
  sessions:
    talk: {title: {en: Talk, zh: 讲座}, hours: true, classes: [guest]}
    test: {title: {en: Test, zh: 考核}, fact: test.result, marks: {most: 10}}
"""
FILE = "scheme.yaml"


def folder_with(folder: Path, study: str = STUDY, marks: str = MARKS) -> Path:
    there = write_scheme(folder, (FILE, "unit_levels:", f"{KINDS}unit_levels:"))
    (there / FILE).write_text((there / FILE).read_text(encoding="utf-8") + study, encoding="utf-8")
    (there / "indicators" / "org04.yaml").write_text(marks, encoding="utf-8")
    return there


def checked(folder: Path, old: str = "", new: str = "", marks: str = MARKS) -> CheckedScheme:
    text = STUDY.replace(old, new) if old else STUDY
    assert not old or text != STUDY
    return check_scheme(load_scheme(folder_with(folder, text, marks)))


def test_study_that_makes_sense_has_no_faults(tmp_path: Path) -> None:
    assert checked(tmp_path).faults == ()


def test_a_scheme_needs_no_study(tmp_path: Path) -> None:
    assert scheme_of(write_scheme(tmp_path)).study is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("fact: course.passed", "fact: course.done", "the fact kind course.done is not declared in fact_kinds"),
        ("fact: study.hours", "fact: study.naps", "the fact kind study.naps is not declared in fact_kinds"),
        ("score: quiz.score", "score: quiz.taken", "the fact kind quiz.taken stands twice"),
        ("fact: course.passed", "fact: quiz.taken", "the fact kind quiz.taken stands twice"),
        ("hours: true, classes", "fact: study.hours, classes", "the fact kind study.hours stands twice"),
        ("score: quiz.score", "score: course.passed", "course.passed cannot be 100, which is what study writes"),
        ("minutes: 45", "minutes: 45, meetings: [general]", "general is not declared in meetings"),
        ("  hours: {fact: study.hours, minutes: 45}\n", "", "it is worth class hours, and study says no hours"),
        ("classes: [full]", "classes: [ghost]", "ghost is a class nobody can have"),
        ("welcome: [guest]", "welcome: [ghost]", "ghost is a class nobody can have"),
        ("classes: [guest]", "classes: [ghost]", "ghost is a class nobody can have"),
        ("welcome: [guest]", "not_for: [full]", "nobody is due"),
        ("hours: true, classes", "classes", "the session talk leaves nothing"),
        ("marks: {most: 10}", "marks: {most: 11}", "the fact kind test.result cannot be 11"),
        ("fact: test.result", "fact: test.open", "give it at_most: 10"),
        ("fact: test.result", "hours: true", "a result needs the fact that carries it"),
        ("marks: {most: 10}", "marks: {}", "name most, for a number, or words, for a choice"),
        ("      fact: course.passed\n", "", "missed: zero needs the fact that the course required leaves"),
        ("{en: Talk, zh: 讲座}", "{en: Screen time, zh: 讲座}", "is about minutes on screen, which is never scored"),
        ("    required:", "    watched:", "is about minutes on screen, which is never scored"),
        ("pass_at: 60", "pass_at: 101", "less than or equal to 100"),
        ("missed: zero", "missed: minus", "Input should be 'nothing' or 'zero'"),
        ("minutes: 45", "minutes: 45, watched: 1", "watched"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    faults = checked(tmp_path, old, new).faults
    found = [fault for fault in faults if says in fault.message]
    assert found, faults
    first = (HEAD + KINDS).count("\n") + 1
    assert all(first <= fault.line <= first + STUDY.count("\n") for fault in found)


def test_a_course_that_could_leave_nothing_at_all_is_refused(tmp_path: Path) -> None:
    bare = "study:\n  courses:\n    talk: {title: {en: Talk, zh: 讲座}}\n"
    faults = check_scheme(load_scheme(folder_with(tmp_path, bare))).faults
    assert any("the course talk leaves nothing" in fault.message for fault in faults)


@pytest.mark.parametrize("measure", ["mean", "sum", "count"])
def test_a_rule_by_which_a_retake_could_cost_or_pay_twice_is_refused(tmp_path: Path, measure: str) -> None:
    faults = checked(tmp_path, marks=MARKS.replace("measure: max", f"measure: {measure}")).faults
    assert any(f"it measures the {measure} of quiz.score" in fault.message for fault in faults)


def test_facts_about_units_are_refused(tmp_path: Path) -> None:
    faults = checked(tmp_path, marks=MARKS.replace("subject: member", "subject: unit")).faults
    assert any("quiz.score is not about a member" in fault.message for fault in faults)


def test_a_meeting_that_leaves_hours_itself_is_no_session_besides(tmp_path: Path) -> None:
    meeting = (
        "meetings:\n  general: {title: {en: Assembly, zh: 大会}, fact: meeting.held, "
        "also: [{fact: study.hours, says: came}]}\n"
    )
    text = meeting + STUDY.replace("minutes: 45", "minutes: 45, meetings: [general]")
    faults = check_scheme(load_scheme(folder_with(tmp_path, text))).faults
    assert [fault.message for fault in faults] == [
        "the meeting general leaves study.hours itself, so it would count twice"
    ]


def test_study_is_no_part_of_what_a_run_was_made_by(tmp_path: Path) -> None:
    plain, richer = folder_with(tmp_path / "plain", ""), folder_with(tmp_path / "richer")
    assert scheme_of(richer).study
    assert scheme_fingerprint(scheme_of(plain)) == scheme_fingerprint(scheme_of(richer))


def test_the_reference_names_every_key() -> None:
    page = (Path(__file__).parents[4] / "docs" / "reference" / "scheme-format.md").read_text(encoding="utf-8")
    study = page[page.index("## Study") :]
    parts = (
        (Study, ""), (StudyHours, "hours."), (QuizRule, "quiz."), (CourseKind, "courses.<kind>."),
        (StudyDue, "courses.<kind>.due."), (SessionKind, "sessions.<kind>."),
    )  # fmt: skip
    for part, prefix in parts:
        for name in part.model_fields:
            assert f"`{prefix}{name}" in study, f"{prefix}{name}"

"""What a scheme says about assignments has to fit the rest of it."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.assignments import (
    AnswerRule,
    AssignedTo,
    AssignmentType,
    LapseRule,
    QualityRule,
    ReminderRule,
)
from goodstanding.engine.scheme.check import CheckedScheme, check_scheme
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.engine.scheme.part import Part
from goodstanding.lake.manifest import scheme_fingerprint
from tests.engine.scheme_folder import write_scheme

FILE = "scheme.yaml"
TASK = """\
offices: {secretary: {en: Secretary, zh: 书记}}
assignments:
  task:
    title: {en: Task, zh: 任务}
    given_by: [secretary]
    to: {classes: [full], welcome: [guest]}
    answered: {fact: task.answered, within_days: 3}
    done: task.done
    quality: {fact: task.quality}
    lapsed: {fact: task.lapsed, after: 2}
    reminders: {after: 2}
"""
KINDS = """\
  task.answered: {en: Task answered, zh: 任务已回应, at_most: 1}
  task.done: {en: Task done, zh: 任务完成, at_most: 1}
  task.quality: {en: Quality, zh: 质量, at_most: 5}
  task.lapsed: {en: Task lapsed, zh: 任务逾期, at_most: 1}
  task.half: {en: Half a task, zh: 半个任务, at_most: 0.5}
unit_levels:
"""


def faults(folder: Path, old: str = "", new: str = "") -> list[str]:
    text = TASK.replace(old, new) if old else TASK
    assert not old or text != TASK
    changes = ((FILE, "unit: {", f"{text}unit: {{"), (FILE, "unit_levels:\n", KINDS))
    return [fault.message for fault in check_scheme(load_scheme(write_scheme(folder, *changes))).faults]


def test_an_assignment_that_makes_sense_is_clean(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


def test_a_scheme_needs_no_assignments(tmp_path: Path) -> None:
    assert scheme_of(write_scheme(tmp_path)).assignments == {}
    assert check_scheme(load_scheme(tmp_path)) == CheckedScheme((), ())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("done: task.done", "done: task.dnoe", "the fact kind task.dnoe is not declared in fact_kinds"),
        ("done: task.done", "done: task.half", "task.half cannot be 1, which is what an assignment writes"),
        ("done: task.done", "done: task.answered", "the fact kind task.answered stands twice"),
        ("done: task.done", "on_time: task.done", "name a fact in done or in joined"),
        ("done: task.done", "on_time: task.half\n    joined: task.done", "on_time is said of what was done"),
        ("{fact: task.quality}", "{fact: study.hours}", "study.hours must have at_most: 5"),
        ("classes: [full]", "classes: [ghost]", "ghost is a class nobody can have"),
        ("welcome: [guest]", "welcome: [ghost]", "ghost is a class nobody can have"),
        ("welcome: [guest]", "not_for: [full]", "nobody can be given it"),
        ("given_by: [secretary]", "given_by: [officer]", "officer is not declared in offices"),
        ("given_by: [secretary]", "given_by: []", "nobody may give it"),
        ("given_by: [secretary]", "given_by: [auditor]", "committee"),
        ("reminders: {after: 2}", "reminders: {after: 1}", "it would never lapse: after the day 1 reminders are sent"),
        ("reminders: {after: 2}", "reminders: {after: 3}", "less than or equal to 2"),
        ("    answered: {fact: task.answered, within_days: 3}\n", "", "an answer that nobody asks for"),
        ("within_days: 3", "within_days: 0", "greater than or equal to 1"),
        ("  task:\n", "  likes:\n", "which is never scored"),
        ("title: {en: Task, zh: 任务}", "title: {en: Photo-taking, zh: 任务}", "which is never scored"),
    ],
)
def test_what_cannot_be_is_named_with_its_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    found = faults(tmp_path, old, new)
    assert any(says in message for message in found), found


def test_a_fact_about_units_is_no_assignment_of_a_member(tmp_path: Path) -> None:
    changes = (
        (FILE, "unit: {", f"{TASK}unit: {{"), (FILE, "unit_levels:\n", KINDS),
        ("indicators/org01.yaml", "facts: [meeting.held]", "facts: [task.done]"),
        ("indicators/org01.yaml", "subject: member", "subject: unit"),
    )  # fmt: skip
    found = check_scheme(load_scheme(write_scheme(tmp_path, *changes))).faults
    assert any("the fact kind task.done is not about a member" in fault.message for fault in found)


def test_follow_ups_become_one_kind_of_assignment_only(tmp_path: Path) -> None:
    other = "  other:\n    title: {en: Other, zh: 其他}\n    from_minutes: true\n    done: task.lapsed\n"
    found = faults(tmp_path, "    reminders: {after: 2}\n", f"    from_minutes: true\n{other}")
    assert any("follow-ups of minutes become task already" in message for message in found), found


def test_assignments_are_no_part_of_what_a_run_was_made_by(tmp_path: Path) -> None:
    plain, richer = tmp_path / "plain", tmp_path / "richer"
    write_scheme(plain, (FILE, "unit_levels:\n", KINDS))
    write_scheme(richer, (FILE, "unit_levels:\n", KINDS), (FILE, "unit: {", f"{TASK.partition(chr(10))[2]}unit: {{"))
    assert scheme_of(richer).assignments
    assert scheme_fingerprint(scheme_of(plain)) == scheme_fingerprint(scheme_of(richer))


def test_the_reference_names_every_key() -> None:
    page = (Path(__file__).parents[4] / "docs" / "reference" / "scheme-format.md").read_text(encoding="utf-8")
    section = page[page.index("## Assignments") : page.index("## What the linter refuses")]
    nested: dict[str, type[Part]] = {
        "to": AssignedTo,
        "answered": AnswerRule,
        "quality": QualityRule,
        "lapsed": LapseRule,
    }
    nested |= {"lapsed": LapseRule, "reminders": ReminderRule}
    for name in AssignmentType.model_fields:
        keys = [f"{name}.{inner}" for inner in nested[name].model_fields] if name in nested else [name]
        for key in keys:
            assert f"`{key}`" in section, key

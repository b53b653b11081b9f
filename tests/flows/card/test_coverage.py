"""What records each kind of entry is derived from the rules, told on a page, and gets no worse."""

import json
from pathlib import Path

import pytest
import yaml

from goodstanding.engine.scheme.coverage import coverage, without_deed
from goodstanding.engine.scheme.load import scheme_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.card import coverage_page
from tests.cli.terminal import typed

ROOT = Path(__file__).parents[3]
NAMES = ["vanguard-136", "volunteer-corps"]
#: The kinds without a deed, by scheme. Take a line out when a deed records the kind; none is ever added.
WITHOUT = yaml.safe_load((Path(__file__).parent / "without_a_deed.yaml").read_text(encoding="utf-8"))
#: How long the lists may be; to be lowered with them.
MOST = {"vanguard-136": 26, "volunteer-corps": 8}


def scheme(name: str) -> Scheme:
    return scheme_of(ROOT / "schemes" / name)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_in_the_docs_is_up_to_date(name: str) -> None:
    shown = (ROOT / "docs" / "reference" / f"coverage-{name}.md").read_text(encoding="utf-8")
    assert shown == coverage_page(scheme(name)), "run: make docs"


@pytest.mark.parametrize("name", NAMES)
def test_no_kind_loses_its_deed_and_the_list_of_those_without_only_shrinks(name: str) -> None:
    assert without_deed(scheme(name)) == WITHOUT[name], "a deed was lost, or take the kinds that have one off the list"
    assert len(WITHOUT[name]) <= MOST[name]


def test_every_kind_that_a_section_writes_has_that_section_as_its_deed() -> None:
    found = {one.kind: one for one in coverage(scheme("vanguard-136"))}
    sections = {
        "meeting.general": "fact", "meeting.on_time": "also", "meeting.discussion": "asked",
        "absence.made_up": "made_up", "meeting.host_branch": "guests", "duty.plan_item_held": "office_facts",
        "duty.minutes_in_time": "minutes", "duty.objection_answered": "objections", "record.checked": "confirms",
        "appraisal.result_answered": "confirms", "assignment.lapsed": "assignments", "quiz.score": "study: quiz",
        "study.required_course": "courses", "study.spoke": "sessions", "study.hours": "hours",
        "pledge.fulfilled": "initiative: pledge", "topic.taken_up": "initiative: topics", "duty_post.kept": "posts",
        "suggestion.adopted": "initiative: suggestions", "dues.paid_on_time": "dues: on_time",
        "dues.base_confirmed": "dues: confirmed", "duty.dues_made_public": "dues: public",
        "talk.heart_to_heart": "care: talks", "mentoring.done": "care: helps", "work.appraisal": "study: sessions",
        "duty.debriefing_grade": "debriefing: grade",
        "probation.report": "probation: steps", "transfer.in_time": "care: transfers",
        "service.hours": "service: activities: volunteer",
        "service.emergency": "activities: emergency: also", "community.activity": "service: community",
        "wish.fulfilled": "service: wishes", "visit.contact": "service: visits",
        "ballot.cast": "ballots: cast",
        "award.national": "decisions: kinds: national", "discipline.warning": "decisions: kinds: warning",
    }  # fmt: skip
    for kind, section in sections.items():
        assert any(section in deed.section for deed in found[kind].deeds), kind
    assert found["discipline.warning"].way == found["award.branch"].way == "deed"


def test_kinds_that_no_section_names_have_no_deed_and_gain_one_with_the_section() -> None:
    rules = scheme("vanguard-136")
    without = rules.model_copy(update={"meetings": {}, "objections": None})
    assert "meeting.general" in without_deed(without)
    assert set(without_deed(rules)) < set(without_deed(without))


def test_the_command_says_the_same_for_people_and_for_programs() -> None:
    assert "| `meeting.general` |" in typed("scheme", "coverage", "vanguard-136").out
    told = json.loads(typed("scheme", "coverage", "vanguard-136", "--json").out)
    assert told["without_deed"] == WITHOUT["vanguard-136"]
    assert len(told["kinds"]) == len(scheme("vanguard-136").fact_kinds)

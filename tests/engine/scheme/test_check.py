"""The linter: what makes no sense in a scheme is refused, with the file, the line and the reason."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme import never_scored
from goodstanding.engine.scheme.check import CheckedScheme, check_scheme
from goodstanding.engine.scheme.load import load_scheme
from goodstanding.engine.scheme.part import Text
from goodstanding.engine.scheme.scheme import Indicator, MemberRules, UnitRules
from tests.engine.scheme_folder import write_scheme

ORG01, ORG02, ORG03, HEAD = "indicators/org01.yaml", "indicators/org02.yaml", "indicators/org03.yaml", "scheme.yaml"
SHIPPED = sorted((Path(__file__).parents[3] / "schemes").glob("*/scheme.yaml"))


def checked(folder: Path, *changes: tuple[str, str, str]) -> CheckedScheme:
    return check_scheme(load_scheme(write_scheme(folder, *changes)))


def test_a_scheme_that_makes_sense_is_clean(tmp_path: Path) -> None:
    assert checked(tmp_path) == CheckedScheme((), ())


@pytest.mark.parametrize("head", SHIPPED, ids=lambda path: path.parent.name)
def test_the_shipped_schemes_are_clean(head: Path) -> None:
    assert check_scheme(load_scheme(head.parent)) == CheckedScheme((), ())


def test_two_schemes_are_shipped() -> None:
    assert [path.parent.name for path in SHIPPED] == ["vanguard-136", "volunteer-corps"]


#: From the measure to the target of the meetings' rule, to be written otherwise.
DUTY = "measure: mean\nperiod: month\ndue: occurrence\nformula: prorata\ntarget: 1"

FINDINGS = [
    # The head
    (HEAD, "until: null", "until: 2016-01", 3, "until must be later than from"),
    (HEAD, "    - {name: ordinary}\n", "", 21, "the last peer group, guests, must take everyone"),
    (HEAD, "{name: guests, any_of: [guest]}", "{name: guests}", 21, "takes everyone, so those after it stay empty"),
    (HEAD, "any_of: [guest]", "any_of: [ghost]", 21, "names the class ghost, which nobody can have"),
    (HEAD, "{name: ordinary}", "{name: guests}", 22, "the peer group guests stands twice"),
    (HEAD, "{name: high, at_least: 60}", "{name: high, at_least: 0}", 24, "two bands share a name or a threshold"),
    (HEAD, "{name: high, at_least: 60}", "{name: low, at_least: 60}", 24, "two bands share a name or a threshold"),
    (HEAD, "{name: low, at_least: 0}", "{name: low, at_least: 1}", 24, "one band must start at 0"),
    (HEAD, "at_least: 60", "at_least: 120.1", 25, "no total reaches the band high: totals end at 120"),
    (HEAD, "classes:", "  - {code: ORG, title: {en: M, zh: 会}}\nclasses:", 6, "the category ORG stands twice"),
    (HEAD, "classes:", "  - {code: IDLE, title: {en: I, zh: 闲}}\nclasses:", 6, "nobody earns in the category IDLE"),
    # Words and classes
    (ORG01, "category: ORG", "category: NONE", 5, "the category NONE is not declared in scheme.yaml"),
    (ORG01, "[meeting.held]", "[meeting.missed]", 8, "the fact kind meeting.missed is not declared"),
    (ORG01, "[meeting.held]", "[meeting.held, meeting.held]", 8, "the fact kind meeting.held stands twice"),
    (ORG01, "points: 1\n", "points: 1\napplies_to: [ghost]\n", 15, "ghost is a class nobody can have"),
    (ORG01, "points: 1\n", "points: 1\nnot_for:\n  - guest\n  - ghost\n", 17, "ghost is a class nobody can have"),
    (ORG01, "points: 1\n", "points: 1\nvoluntary_for: [ghost]\n", 15, "ghost is a class nobody can have"),
    (ORG01, "subject: member", "subject: unit\napplies_to: [village]", 7, "village is a unit type or level nobody can"),
    (ORG01, "points: 1\n", "points: 1\napplies_to: [full]\nnot_for: [full]\n", 15, "applies to nobody"),
    (ORG01, "points: 1\n", "points: 1\napplies_to: []\n", 15, "applies to nobody"),
    # Duty
    (ORG01, "due: occurrence\n", "", 1, "a base indicator says when it is due"),
    (ORG01, "due: occurrence", "due: close", 1, "due: close needs missing"),
    (
        ORG01,
        "due: occurrence",
        "due: occurrence\nmissing: zero",
        12,
        "missing: zero has no effect with due: occurrence",
    ),
    (ORG01, "due: occurrence", "due: pace\nmissing: full", 12, "missing: full has no effect with due: pace"),
    (ORG02, "period: year", "period: year\ndue: close", 11, "due is for base indicators only; this one is a bonus"),
    (ORG02, "period: year", "period: year\nmissing: zero", 11, "missing is for base indicators only"),
    (ORG01, "due: occurrence", "due: occurrence\nowed_by: end", 12, "owed_by: end is for due: close only"),
    (ORG01, "due: occurrence", "due: pace\nowed_by: end", 12, "owed_by: end is for due: close only"),
    (ORG02, "period: year", "period: year\nowed_by: end", 11, "owed_by: end is for due: close only"),
    (ORG01, "due: occurrence", "due: close\nmissing: zero\nowed_by: start", 13, "owed_by: "),
    # Formula, measure, points, target
    (ORG01, "formula: prorata", "formula: per_unit", 12, "a base takes prorata or step or map, not per_unit"),
    (ORG01, "formula: prorata\n", "", 1, "a base takes prorata or step or map, not None"),
    (ORG02, "formula: per_unit", "formula: sum", 11, "formula: "),
    (ORG03, "target: 6", "formula: step\ntarget: 6", 11, "a flag takes no formula, not step"),
    (ORG01, "measure: mean", "measure: streak", 9, "streak is for flags only"),
    (ORG03, "target: 6", "target: 6\npoints: 1", 12, "a flag carries no points"),
    (ORG01, "points: 1", "points: 0", 14, "gives no points; say how many, or make it a flag"),
    (ORG01, "target: 1\n", "", 1, "prorata needs a target above 0"),
    (ORG01, "target: 1", "target: 0", 13, "prorata needs a target above 0"),
    (ORG03, "target: 6\n", "", 1, "a flag needs a target"),
    (ORG01, "target: 1\npoints: 1", "target: 100000\npoints: 1000", 14, "points x target is too large"),
    # Map
    (ORG01, "points: 1\n", "points: 1\nmap: [[1, 1]]\n", 15, "formula: map needs a map, and a map needs formula: map"),
    (ORG01, "formula: prorata", "formula: map", 1, "formula: map needs a map"),
    (ORG01, "formula: prorata", "formula: map\nmap: []", 13, "the map's at_least values must ascend"),
    (ORG01, "formula: prorata", "formula: map\nmap: [[1, 1], [0.5, 0.5]]", 13, "at_least values must ascend"),
    (ORG01, "formula: prorata", "formula: map\nmap: [[1, 2]]", 13, "last step must give the indicator's points, 1"),
    (ORG01, "formula: prorata", "formula: map\nmap: [[1, 0.9]]", 13, "last step must give the indicator's points, 1"),
    (ORG01, "formula: prorata", "formula: map\nmap: [[0.5, 1], [0.8, 0.6], [1, 1]]", 13, "the map's points fall"),
    (ORG01, "formula: prorata", "formula: map\nmap: [[0, 0.5], [1, 1]]", 13, "the map's first step lies at 0"),
    # Caps and reach
    (ORG01, "points: 1\n", "points: 1\ncap: 2\n", 15, "cap is for per_unit only"),
    (ORG02, "cap: 2", "cap: 0.4", 13, "cap lies under one unit"),
    (ORG02, "cap: 2", "cap: 2\nyearly_cap: 0.4", 14, "yearly_cap lies under one unit"),
    (ORG01, "points: 1\n", "points: 1\nwarn_at: [2]\n", 15, "warn_at is for streak flags only"),
    (ORG01, "target: 1", "target: 2", 13, "no one can reach this target with each of its kinds: facts of one of them"),
    (ORG01, "formula: prorata", "formula: map\nmap: [[1.5, 1]]", 13, "no one can reach the map's last step"),
    (ORG01, "kind: base", "kind: flag", 12, "a flag takes no formula, not prorata"),
    (ORG03, "target: 6", "target: 0", 11, "a target of 0 would raise the flag for everyone"),
    (ORG03, "target: 6", "target: 13", 11, "a streak is 1 to 12 whole months"),
    (ORG03, "target: 6", "target: 6.5", 11, "a streak is 1 to 12 whole months"),
    (ORG03, "warn_at: [2, 4]", "warn_at: [2, 6]", 12, "warnings come before the streak is full"),
    (ORG03, "warn_at: [2, 4]", "warn_at: [0]", 12, "warnings come before the streak is full"),
]


#: Measure, due and missing, formula and target or map, facts; line, what is said. Meetings end at 1, hours do not.
UNFAIR = [
    ("count", "occurrence", "prorata\ntarget: 3", "meeting.held", 13, "this target lies above 1, so that the first of"),
    ("count", "close\nmissing: skip", "step\ntarget: 2", "meeting.held", 14, "this target lies above 1"),
    (
        "count",
        "close\nmissing: full",
        "map\nmap: [[1, 0.5], [2, 1]]",
        "meeting.held",
        14,
        "the map's last step lies above",
    ),
    (
        "sum",
        "occurrence",
        "prorata\ntarget: 1.5",
        "meeting.held",
        13,
        "this target lies above 1, the most one fact can be",
    ),
    ("sum", "occurrence", "prorata\ntarget: 1", "study.hours", 13, "a first small amount would cost points"),
    ("sum", "close\nmissing: skip", "map\nmap: [[1, 1]]", "study.hours, meeting.held", 14, "a first small amount"),
    ("mean", "pace", "step\ntarget: 1.5", "study.hours, meeting.held", 13, "no one can reach this target with each of"),
    (
        "max",
        "close\nmissing: zero",
        "map\nmap: [[0.5, 0.5], [2, 1]]",
        "meeting.held",
        14,
        "the map's last step with each",
    ),
    ("latest", "occurrence", "prorata\ntarget: 2", "meeting.held, study.hours", 13, "facts of one of them end at 1"),
]

FAIR = [
    ("count", "close\nmissing: zero", "prorata\ntarget: 3", "meeting.held"),
    ("count", "pace", "map\nmap: [[1, 0.5], [4, 1]]", "meeting.held"),
    ("count", "occurrence", "step\ntarget: 1", "study.hours"),
    ("sum", "occurrence", "step\ntarget: 1", "meeting.held"),
    ("sum", "close\nmissing: zero", "prorata\ntarget: 12", "study.hours"),
    ("mean", "pace", "step\ntarget: 90", "study.hours"),
    ("max", "close\nmissing: full", "map\nmap: [[0.5, 0.5], [1, 1]]", "meeting.held, study.hours"),
]


def duty(folder: Path, measure: str, due: str, formula: str, facts: str) -> CheckedScheme:
    written = f"measure: {measure}\nperiod: month\ndue: {due}\nformula: {formula}"
    return checked(folder, (ORG01, DUTY, written), (ORG01, "facts: [meeting.held]", f"facts: [{facts}]"))


@pytest.mark.parametrize(("measure", "due", "formula", "facts", "line", "message"), UNFAIR)
def test_a_duty_under_which_a_success_could_cost_points_is_refused(
    tmp_path: Path, measure: str, due: str, formula: str, facts: str, line: int, message: str
) -> None:
    ((file, at, said),) = [
        (one.file, one.line, one.message) for one in duty(tmp_path, measure, due, formula, facts).faults
    ]
    assert (file, at) == (ORG01, line)
    assert message in said
    assert "lower" in said, "it says what to do"


@pytest.mark.parametrize(("measure", "due", "formula", "facts"), FAIR)
def test_a_duty_under_which_every_success_helps_is_let_through(
    tmp_path: Path, measure: str, due: str, formula: str, facts: str
) -> None:
    assert duty(tmp_path, measure, due, formula, facts).faults == ()


@pytest.mark.parametrize("measure", ["mean", "latest"])
def test_a_deduction_that_an_excuse_could_raise_is_refused(tmp_path: Path, measure: str) -> None:
    taken = (ORG02, "kind: bonus", "kind: deduction"), (ORG02, "measure: sum", f"measure: {measure}")
    (fault,) = checked(tmp_path, *taken).faults
    assert (fault.file, fault.line) == (ORG02, 9)
    assert fault.message == (
        f"a deduction cannot measure {measure}: an excuse could make it take more; use count, sum or max"
    )


def test_an_empty_list_of_classes_says_what_to_do(tmp_path: Path) -> None:
    (fault,) = checked(tmp_path, (ORG02, "cap: 2", "cap: 2\napplies_to: []")).faults
    assert fault.message == "applies to nobody: applies_to is empty; leave it out for everyone, or name the classes"


@pytest.mark.parametrize(("file", "old", "new", "line", "message"), FINDINGS)
def test_what_makes_no_sense_is_refused(tmp_path: Path, file: str, old: str, new: str, line: int, message: str) -> None:
    faults = checked(tmp_path, (file, old, new)).faults
    assert any((fault.file, fault.line) == (file, line) and message in fault.message for fault in faults), faults


def test_a_kind_of_fact_that_nobody_uses_is_only_a_warning(tmp_path: Path) -> None:
    found = checked(tmp_path, (HEAD, "unit_levels:", "  ballot.cast: {en: Voted, zh: 投票}\nunit_levels:"))
    assert found.faults == ()
    assert [str(warning) for warning in found.warnings] == [
        "scheme.yaml:12: no indicator uses the fact kind ballot.cast"
    ]


def test_everything_wrong_in_every_file_is_found_at_once(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        (HEAD, "until: null", "until: 2016-01"),
        (HEAD, "at_least: 60", "at_least: 130"),
        (ORG01, "category: ORG", "category: NONE"),
        (ORG01, "points: 1", "points: 1\ncap: 2"),
        (ORG02, "cap: 2", "cap: 0.1"),
        (ORG03, "target: 6", "target: 60"),
    )
    places = [(fault.file, fault.line) for fault in found.faults]
    assert places == [(ORG01, 5), (ORG01, 15), (ORG02, 13), (ORG03, 11), (HEAD, 3), (HEAD, 25)]


def test_an_indicator_that_cannot_be_read_makes_no_false_alarm_elsewhere(tmp_path: Path) -> None:
    found = checked(tmp_path, (ORG01, "points: 1", "points: x"), (ORG02, "cap: 2", "cap: x"))
    assert {fault.file for fault in found.faults} == {ORG01, ORG02}
    assert found.warnings == ()


def test_a_deduction_may_be_written_like_a_bonus(tmp_path: Path) -> None:
    assert checked(tmp_path, (ORG02, "kind: bonus", "kind: deduction")).faults == ()


# What is never scored

NAMES = [(topic, name) for topic in never_scored.topics() for name in topic.names]
ENGLISH = [(topic, word) for topic in never_scored.topics() for word in topic.en]
CHINESE = [(topic, word) for topic in never_scored.topics() for word in topic.zh]


def test_there_is_a_topic_for_each_thing_the_product_refuses() -> None:
    assert [topic.topic for topic in never_scored.topics()] == [
        "log-ins", "minutes on screen", "likes", "shares", "photos", "location", "donations", "petitions", "family",
        "belief", "online speech", "health",
    ]  # fmt: skip


@pytest.mark.parametrize("topic", never_scored.topics(), ids=lambda topic: topic.topic)
def test_a_forbidden_kind_is_refused_with_the_reason_in_both_languages(
    tmp_path: Path, topic: never_scored.Topic
) -> None:
    kind = f"app.{topic.names[0]}"
    found = checked(
        tmp_path,
        (HEAD, "  study.hours: {en: Hours, zh: 学时}", f"  {kind}: {{en: Hours, zh: 学时}}"),
        (ORG02, "[study.hours]", f"[{kind}]"),
    )
    assert [(fault.file, fault.line) for fault in found.faults] == [(ORG02, 8), (HEAD, 11)]
    assert topic.reason.en in found.faults[0].message
    assert topic.reason.en in found.faults[1].message
    assert topic.reason.zh in found.faults[1].message


@pytest.mark.parametrize("topic", never_scored.topics(), ids=lambda topic: topic.topic)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_forbidden_title_is_refused_in_either_language(tmp_path: Path, topic: never_scored.Topic, lang: str) -> None:
    title = f"en: 'Number of {topic.en[0]}', zh: 数" if lang == "en" else f"en: Number, zh: {topic.zh[0]}数"
    found = checked(
        tmp_path,
        (HEAD, "study.hours: {en: Hours, zh: 学时}", f"study.hours: {{{title}}}"),
        (ORG02, "title: {en: Study, zh: 学习}", f"title: {{{title}}}"),
    )
    assert [(fault.file, fault.line) for fault in found.faults] == [(ORG02, 2), (HEAD, 11)]
    for fault in found.faults:
        assert topic.topic in fault.message
        assert topic.reason.en in fault.message
        assert topic.reason.zh in fault.message


@pytest.mark.parametrize(("topic", "name"), NAMES, ids=[name for _, name in NAMES])
def test_every_forbidden_name_gives_itself_away(topic: never_scored.Topic, name: str) -> None:
    for kind in (name, f"app.{name}", f"{name}.total", f"app.daily_{name}_count"):
        assert never_scored.topic_of_name(kind) == topic


@pytest.mark.parametrize(("topic", "word"), ENGLISH, ids=[word for _, word in ENGLISH])
def test_every_forbidden_english_word_gives_itself_away(topic: never_scored.Topic, word: str) -> None:
    for title in (word, f"Number of {word} this month", word.upper(), f"Bonus ({word})"):
        assert never_scored.topic_of_title(Text(en=title, zh="数")) == topic


@pytest.mark.parametrize(("topic", "word"), CHINESE, ids=[word for _, word in CHINESE])
def test_every_forbidden_chinese_word_gives_itself_away(topic: never_scored.Topic, word: str) -> None:
    assert never_scored.topic_of_title(Text(en="Number", zh=f"每月{word}情况")) == topic


@pytest.mark.parametrize("kind", ["meeting.themed_day", "study.hours", "duty.sharecropping", "training.first_aid"])
def test_an_honest_kind_is_let_through(kind: str) -> None:
    assert never_scored.topic_of_name(kind) is None


@pytest.mark.parametrize("title", ["Photo-taking", "Evening log-ins", "GPS-based rounds"])
def test_a_hyphen_hides_nothing(title: str) -> None:
    assert never_scored.topic_of_title(Text(en=title, zh="数")) is not None


@pytest.mark.parametrize("title", ["Steps taken after a warning", "Fair share of shifts", "Photosynthesis course"])
def test_a_word_inside_another_word_is_not_enough(title: str) -> None:
    assert never_scored.topic_of_title(Text(en=title, zh="数")) is None


def test_the_reference_tells_every_reason() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "scheme-format.md").read_text(encoding="utf-8")
    for topic in never_scored.topics():
        assert f"| {topic.topic} | {topic.reason.en}（{topic.reason.zh}） |" in page


def test_the_reference_names_every_key() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "scheme-format.md").read_text(encoding="utf-8")
    for name in Indicator.model_fields:
        assert f"`{name}`" in page, name
    for part in (MemberRules, UnitRules):
        prefix = part.__name__.removesuffix("Rules").lower()
        for name in part.model_fields:
            assert f"`{prefix}.{name}`" in page, name

"""`goodstanding scheme check | show | card` as a person types it."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodstanding.cli.scheme import app
from goodstanding.engine.problems import InputError

CORPS = Path(__file__).parents[2] / "schemes" / "volunteer-corps"


def typed(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})


@pytest.fixture
def corps(tmp_path: Path) -> Path:
    """A copy of the corps' scheme with one of its cases."""
    folder = tmp_path / "corps"
    shutil.copytree(CORPS, folder)
    for path in (folder / "cases").iterdir():
        if path.stem != "drill-one-of-two":
            path.unlink()
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


# check


def test_a_right_scheme_passes_in_one_line(corps: Path) -> None:
    result = typed("check", corps)
    assert result.exit_code == 0
    assert (
        result.stdout
        == "volunteer-corps: 18 indicators, 9 more about units, no faults, no warnings, 1 worked case as expected\n"
    )


def test_every_fault_is_named_and_the_cases_wait(corps: Path) -> None:
    change(corps / "indicators/trn01.yaml", "target: 1", "target: 5")
    change(corps / "cases/drill-one-of-two.yaml", "[volunteer]", "[pirate]")
    result = typed("check", corps)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{corps}/indicators/trn01.yaml:15: no one can reach this target with each of its kinds: facts of one of them "
        "end at 1; lower it, or raise that at_most",
        f"{corps}/cases/drill-one-of-two.yaml:6: the class pirate is not declared in scheme.yaml",
        "volunteer-corps: 18 indicators, 9 more about units, 2 faults, no warnings, the worked cases were not run",
    ]


def test_a_rule_that_cannot_be_read_is_one_fault_and_not_one_more_for_each_case(corps: Path) -> None:
    change(corps / "indicators/trn01.yaml", "points: 1", "points: 1e999")
    result = typed("check", corps)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{corps}/indicators/trn01.yaml:16: points: 1E+999 is larger than 1000000",
        "volunteer-corps: 17 indicators, 9 more about units, 1 fault, no warnings, the worked cases were not run",
    ]


def test_a_warning_stops_nothing(corps: Path) -> None:
    change(corps / "scheme.yaml", "  training.hours:", "  training.night: {en: Night, zh: 夜训}\n  training.hours:")
    result = typed("check", corps)
    assert result.exit_code == 0
    assert "warning: no indicator uses the fact kind training.night" in result.stdout


def test_a_case_that_fails_is_shown_with_its_differences(corps: Path) -> None:
    change(corps / "cases/drill-one-of-two.yaml", "earned: 0.5", "earned: 0.75")
    result = typed("check", corps)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{corps}/cases/drill-one-of-two.yaml: does not come out as expected",
        "  member 1, TRN01 in 2017-05: earned 0.75 expected, 0.5 found",
        "volunteer-corps: 18 indicators, 9 more about units, no faults, no warnings, 1 worked case, 1 failed",
    ]


def test_machines_get_the_same_as_json(corps: Path) -> None:
    change(corps / "cases/drill-one-of-two.yaml", "earned: 0.5", "earned: 0.75")
    result = typed("check", corps, "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["scheme"], found["indicators"], found["faults"]) == ("volunteer-corps", 27, [])
    assert found["cases"][0]["differences"] == ["member 1, TRN01 in 2017-05: earned 0.75 expected, 0.5 found"]


def test_a_scheme_that_cannot_be_read_is_a_fault_not_a_crash(corps: Path) -> None:
    (corps / "scheme.yaml").write_text("name: [", encoding="utf-8")
    result = typed("check", corps)
    assert result.exit_code == 1
    assert f"{corps}/scheme.yaml:1: is not YAML" in result.stdout


@pytest.mark.parametrize("command", ["check", "show", "card"])
def test_a_folder_that_is_not_there_is_refused(command: str, tmp_path: Path) -> None:
    result = typed(command, tmp_path / "nowhere")
    assert isinstance(result.exception, InputError)
    assert "There is no folder" in result.exception.message


# show


def test_all_indicators_are_listed_by_category() -> None:
    result = typed("show", CORPS)
    assert result.exit_code == 0
    assert "OPS Call-outs and shifts" in result.stdout
    assert result.stdout.index("TRN01") < result.stdout.index("OPS01") < result.stdout.index("TEM01")


def test_one_indicator_is_told_in_words_in_the_wanted_language() -> None:
    english, chinese = typed("show", CORPS, "trn01").stdout, typed("show", CORPS, "TRN01", "--lang", "zh").stdout
    assert "Each month, what counts is the share of yes among all records of “At the team drill”" in english
    assert "每月看“参加分队演练”的达成比例" in chinese
    assert "training.drill" in chinese


def test_a_code_that_is_not_there_brings_suggestions() -> None:
    result = typed("show", CORPS, "TRN11")
    assert isinstance(result.exception, InputError)
    assert "did you mean TRN01" in result.exception.message


def test_an_indicator_as_json_has_its_rule_and_its_words() -> None:
    shown = json.loads(typed("show", CORPS, "TRN01", "--json").stdout)
    assert (shown["code"], shown["points"], shown["voluntary_for"]) == ("TRN01", "1", ["reserve", "on_pause"])
    assert shown["words"]["most"] == "At most 12 points in a year."


def test_a_scheme_as_json_has_all_its_indicators() -> None:
    shown = json.loads(typed("show", CORPS, "--json").stdout)
    assert shown["effective"] == {"from": "2017-04", "until": None}
    assert len(shown["indicators"]) == 27


# card


def test_the_card_goes_to_the_screen_or_to_a_file(corps: Path, tmp_path: Path) -> None:
    screen = typed("card", corps, "--lang", "en")
    file = tmp_path / "card.md"
    assert typed("card", corps, "--lang", "en", "--output", file).exit_code == 0
    assert screen.exit_code == 0
    assert screen.stdout == file.read_text(encoding="utf-8")
    assert screen.stdout.startswith("# Volunteer rescue corps\n")


def test_no_card_is_made_of_a_faulty_scheme(corps: Path) -> None:
    change(corps / "cases/drill-one-of-two.yaml", "[volunteer]", "[pirate]")
    result = typed("card", corps)
    assert isinstance(result.exception, InputError)
    assert result.stdout == ""


def test_a_file_that_cannot_be_written_is_refused(corps: Path, tmp_path: Path) -> None:
    result = typed("card", corps, "--output", tmp_path / "no" / "card.md")
    assert isinstance(result.exception, InputError)
    assert "cannot be written" in result.exception.message


@pytest.mark.parametrize("words", [[], ["check"], ["show", str(CORPS), "--lang", "fr"], ["bake", str(CORPS)]])
def test_what_is_no_command_is_a_fault_of_usage(words: list[str]) -> None:
    assert typed(*words).exit_code == 2


@pytest.mark.parametrize("command", ["check", "show", "card"])
def test_the_help_shows_an_example(command: str) -> None:
    assert f"Example: goodstanding scheme {command} vanguard-136" in typed(command, "--help").stdout

"""Log lines are one JSON object a line, whatever is in them."""

import json
import logging
import sys

from goodstanding.config.log import Json


def line(message: str, *arguments: object, **more: object) -> str:
    record = logging.LogRecord("goodstanding", logging.WARNING, "here.py", 1, message, arguments, None)
    vars(record).update(more)
    return Json().format(record)


def test_a_line_says_when_how_bad_where_and_what() -> None:
    found = json.loads(line("%d rows", 3))
    assert (found["level"], found["logger"], found["message"]) == ("warning", "goodstanding", "3 rows")
    assert found["at"].endswith("+00:00")


def test_nobody_can_begin_a_line_of_their_own() -> None:
    said = line("signed in: %s", 'x\n{"level": "info"}\r\u2028\x1b[31m')
    assert len(said.splitlines()) == 1
    assert "\x1b" not in said


def test_facts_stand_beside_the_message() -> None:
    assert json.loads(line("a job failed", facts={"job": "k"}))["job"] == "k"


def test_an_error_is_told_with_where_it_happened() -> None:
    try:
        raise ValueError("no")
    except ValueError:
        record = logging.LogRecord("g", logging.ERROR, "here.py", 1, "broken", (), sys.exc_info())
    assert "ValueError" in json.loads(Json().format(record))["traceback"]

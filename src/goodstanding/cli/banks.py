"""The command for files of questions: what a course would take from them, and what is wrong with the others."""

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from goodstanding.cli import options, output
from goodstanding.quizzes.banks.bank import Bank, read_bank
from goodstanding.quizzes.fault import QuestionFault
from goodstanding.sheets.unreadable import UnreadableSheet


def check_bank(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", exists=True, dir_okay=False, readable=True)],
    json: options.Json = False,
) -> None:
    """Read files of questions as a course would: how many can be taken, and what is wrong with each of the others.

    Example: goodstanding check-bank chapter1.gift chapter2.xml chapter3.xlsx
    """
    told = [_read(file) for file in files]
    if json:
        output.as_json(told)
    else:
        rows = [(one["file"], one["taken"], len(one["faults"]), one["unreadable"]) for one in told]
        output.table("Questions", ["file", "can be taken", "faulty", "cannot be read"], rows)
        for one in told:
            for fault in one["faults"]:
                output.aside.print(
                    f"{one['file']}, line {fault['line']}, {fault['name']}: {fault['text']}", markup=False
                )
    if any(one["faults"] or one["unreadable"] for one in told):
        raise typer.Exit(output.REFUSED)


def _read(file: Path) -> dict[str, Any]:
    try:
        bank, unreadable = read_bank(file), ""
    except UnreadableSheet as wrong:
        bank, unreadable = Bank((), ()), wrong.text % wrong.facts if wrong.facts else wrong.text
    kinds = Counter(question.kind.value for question in bank.questions)
    return {
        "file": str(file), "unreadable": unreadable, "taken": len(bank.questions), "kinds": dict(sorted(kinds.items())),
        "faults": [{"line": fault.line, "name": fault.name, "text": _text(fault)} for fault in bank.faults],
    }  # fmt: skip


def _text(fault: QuestionFault) -> str:
    return fault.text % fault.facts if fault.facts else fault.text

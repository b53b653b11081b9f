"""What a job costs a person: taps, typed fields and seconds, counted in the browser while a journey does it.

The table in docs/explanation/jobs.md says how much a job may cost; a journey that needs more fails. What the journeys
counted is written into the table by `python -m tests.journeys.jobs FILE`, where FILE is what they left in JOBS_COUNTED.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, Page

from tests.journeys.making import REPO

TABLE = REPO / "docs" / "explanation" / "jobs.md"
#: The same for the product, which estimates by it what a month takes a secretary.
SHIPPED = REPO / "src" / "goodstanding" / "queries" / "requests" / "jobs.yaml"
#: Names a file to which each counted job is added as a line of JSON.
COUNTED = "JOBS_COUNTED"
#: A tap is a press that a pointer makes, or that of the key that sends what was typed; a field is typed or chosen in,
#: however often. Boxes to tick are taps.
_COUNT = """() => {
  if (window.jobsAreCounted) return;
  window.jobsAreCounted = true;
  addEventListener("pointerdown", () => { window.jobTap(""); }, true);
  addEventListener("keydown", ({ key }) => { if (key === "Enter") window.jobTap(""); }, true);
  addEventListener("input", ({ target }) => {
    const ticked = ["checkbox", "radio", "file"].includes(target.type);
    if (!ticked) window.jobField(`${location.pathname}#${target.name || target.id}`);
  }, true);
}"""


@dataclass(frozen=True)
class Job:
    """One line of the table: a job, who has it, and what it costs; `before` is what it cost in the edition before.

    Seconds are those of a machine that does not think: what a person waits for.
    """

    who: str
    name: str
    taps: int
    fields: int
    seconds: float
    before: str

    def __str__(self) -> str:
        return f"| {self.who} | {self.name} | {self.taps} | {self.fields} | {self.seconds:g} | {self.before} |"


@dataclass
class Effort:
    """What a browser's visitor did since the job began."""

    taps: int = 0
    fields: set[str] = field(default_factory=set)

    def clear(self) -> None:
        """Begins anew."""
        self.taps, self.fields = 0, set()


_efforts: "WeakKeyDictionary[BrowserContext, Effort]" = WeakKeyDictionary()


def jobs() -> dict[str, Job]:
    """The lines of the table, by the job's name."""
    lines = re.findall(r"^\| ([^|]+) \| ([^|]+) \| (\d+) \| (\d+) \| ([\d.]+) \| ([^|]+) \|$", TABLE.read_text(), re.M)
    return {
        name: Job(who, name, int(taps), int(fields), float(seconds), before)
        for who, name, taps, fields, seconds, before in lines
    }


@contextmanager
def job(page: Page, name: str) -> Iterator[None]:
    """Counts what is done on a page and on those that it leads to, and compares it with the job's line.

    Raises: AssertionError when it took more taps or fields than the line says, or an address was typed.
    """
    line, effort = jobs()[name], _effort_of(page.context)
    page.evaluate(_COUNT)
    effort.clear()
    begun, going = monotonic(), page.goto
    page.goto = _typed_an_address  # type: ignore[method-assign]
    try:
        yield
    finally:
        page.goto = going  # type: ignore[method-assign]
    seconds = monotonic() - begun
    if file := os.environ.get(COUNTED):
        counted = {"name": name, "taps": effort.taps, "fields": len(effort.fields), "seconds": seconds}
        with Path(file).open("a") as out:
            out.write(json.dumps(counted) + "\n")
        return
    assert effort.taps <= line.taps, f"{name}: {effort.taps} taps, and {TABLE.name} says {line.taps}"
    assert len(effort.fields) <= line.fields, f"{name}: {sorted(effort.fields)}, and {TABLE.name} says {line.fields}"


def _effort_of(context: BrowserContext) -> Effort:
    effort = _efforts.get(context)
    if effort is None:
        effort = _efforts[context] = Effort()
        found = effort

        def tap(_source: Any, _nothing: str) -> None:
            found.taps += 1

        def typed(_source: Any, name: str) -> None:
            found.fields.add(name)

        context.expose_binding("jobTap", tap)
        context.expose_binding("jobField", typed)
        context.add_init_script(f"({_COUNT})()")
    return effort


def _typed_an_address(*_arguments: Any, **_named: Any) -> NoReturn:
    raise AssertionError("People tap; an address that is typed in the middle of a job would hide what it costs.")


def write(counted: list[dict[str, Any]]) -> None:
    """Writes what was counted into the table: of several walks the dearest, in seconds the quickest."""
    text = TABLE.read_text()
    for name, line in jobs().items():
        walks = [walk for walk in counted if walk["name"] == name]
        if walks:
            new = replace(
                line,
                taps=max(walk["taps"] for walk in walks),
                fields=max(walk["fields"] for walk in walks),
                seconds=round(min(walk["seconds"] for walk in walks), 1),
            )
            text = text.replace(str(line), str(new))
    TABLE.write_text(text)
    SHIPPED.write_text(shipped())


def shipped() -> str:
    """The table as the file that the package carries."""
    head = "# Made from docs/explanation/jobs.md by `python -m tests.journeys.jobs`. Not to be changed by hand.\n"
    lines = (
        f'"{job.name}": {{who: {job.who}, taps: {job.taps}, fields: {job.fields}, seconds: {job.seconds:g}}}\n'
        for job in jobs().values()
    )
    return head + "".join(lines)


if __name__ == "__main__":
    # Without a file of what was counted, only the file of the package is made anew.
    write([json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()] if len(sys.argv) > 1 else [])

"""`goodstanding explain`."""

from typing import Annotated

import typer

from goodstanding.cli import options, output
from goodstanding.cli.explain_text import explanation_text
from goodstanding.cli.page import page
from goodstanding.engine.explain.as_json import explanation_json
from goodstanding.flows.rating.explain import Who
from goodstanding.flows.rating.explain import explain as explain_line
from goodstanding.lake.layout import Lake


def explain(
    lake: options.LakeFolder,
    month: options.Month,
    scheme: Annotated[str, typer.Option("--scheme", help="The scheme's name, as in the run.", metavar="NAME")],
    member: Annotated[int | None, typer.Option("--member", help="The member's number.", metavar="ID")] = None,
    unit: Annotated[
        int | None, typer.Option("--unit", help="The unit's number, instead of a member's.", metavar="ID")
    ] = None,
    lang: options.Language = options.LanguageName.en,
    threads: options.Threads = None,
    memory: options.Memory = None,
    json: options.Json = False,
) -> None:
    """Explain a member's or a unit's line in a run: every point, its facts, its rule and where the rule comes from.

    What is shown adds up exactly to the published total. A lake that changed since the run is refused.

    Examples: goodstanding explain lake --month 2016-10 --scheme vanguard-136 --member 17

    goodstanding explain lake --month 2016-10 --scheme vanguard-136 --unit 4 --lang zh
    """
    who = _who(member, unit)
    with options.Machine(threads=threads, memory=memory).backend(lake) as backend:
        found = explain_line(Lake(lake), scheme, month, who, backend=backend)
    if json:
        output.as_json(explanation_json(found.explanation, found.scheme, lang.value))
    else:
        page().print(explanation_text(found.explanation, found.scheme, lang.value))


def _who(member: int | None, unit: int | None) -> Who:
    if member is not None and unit is None:
        return "member", member
    if unit is not None and member is None:
        return "unit", unit
    raise typer.BadParameter("name one member with --member, or one unit with --unit")

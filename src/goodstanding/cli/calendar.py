"""The command for the organization's calendar. Django is only loaded when it runs."""

from typing import Annotated

import typer

from goodstanding.cli import output
from goodstanding.cli.database import set_up
from goodstanding.cli.platform import sentences


def calendar(
    code: Annotated[
        str, typer.Argument(metavar="[CODE]", help="CN, another country as DE, or a part of one as DE-BY.")
    ] = "",
) -> None:
    """Say by which calendar working days count, or choose another; every open deadline is then counted anew.

    Example: goodstanding calendar CN
    """
    set_up()
    from django.utils import timezone

    from goodstanding.actions.objections import calendars
    from goodstanding.queries.people import calendars as calendar_queries
    from goodstanding.queries.people.organization import the_scheme

    now = timezone.now()
    if code:
        with sentences():
            moved = calendars.choose(code=code, scheme=the_scheme(), by=None, at=now)
        output.results.print(f"Open deadlines that moved: {moved}")
    found, year = calendar_queries.calendar(), timezone.localdate(now).year
    known = [str(known_year) for known_year in range(year - 20, year + 5) if found.is_announced(known_year)]
    output.results.print(f"Calendar: {calendar_queries.code() or 'none, so Monday to Friday'}")
    output.results.print(f"Years that are announced: {', '.join(known) or 'none'}")

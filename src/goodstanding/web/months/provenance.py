"""From which run a page's numbers come: small at its foot, and as a header of the answer."""

from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from goodstanding.models import Run
from goodstanding.web.shell.presenters import terms

HEADER = "Goodstanding-Run"


def mark(run: Run | None) -> str:
    """What stands at the foot of a page; nothing where its numbers come from no run."""
    if run is None:
        return ""
    return _("Rating of %(month)s, issue %(number)s · %(key)s") % {
        "month": terms.month(run.month, with_year=True),
        "number": run.number,
        "key": run.key,
    }


def marked(answer: Any, *runs: Run | None) -> Any:
    """The same answer, naming the runs whose numbers it shows."""
    assert isinstance(answer, HttpResponseBase)
    named = [f"{run.key}/{run.number}" for run in runs if run is not None]
    if named:
        answer[HEADER] = ", ".join(named)
    return answer

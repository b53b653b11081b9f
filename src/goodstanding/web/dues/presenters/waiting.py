"""What of dues waits for a viewer, as lines that each lead to their deed."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.engine.period import last_day, month_of, month_text
from goodstanding.models import DuesObligation, DuesRelief, Unit
from goodstanding.web.dues.presenters.dues import of_month, relief_detail, relief_entry, yuan
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]


def relief_waiting(relief: DuesRelief) -> Entry:
    """A reduction that waits for the committee above."""
    unit = f"{relief.unit.name} · {relief_detail(relief)}"
    return relief_entry(relief) | {"detail": unit, "badge": "", "deed": _("Decide on it")}


def collect_waiting(unit: Unit, on: date) -> Entry:
    """A unit in which some members have not paid the month."""
    month, count = month_of(on), unit.n_open
    told = ngettext("%(count)s member has not paid yet", "%(count)s members have not paid yet", count)
    return {
        "url": reverse("unit_dues", args=[unit.code]),
        "icon": "money",
        "label": of_month(month),
        "detail": f"{unit.name} · {told % {'count': count}}",
        "deed": _("Collect"),
        "due": last_day(month),
    }


def publish_waiting(unit: Unit, on: date) -> Entry:
    """A unit whose last month is over and not posted."""
    month = month_of(on) - 1
    return {
        "url": reverse("unit_dues", args=[unit.code]) + f"?month={month_text(month)}",
        "icon": "money",
        "label": _("Post the totals: %(what)s") % {"what": of_month(month)},
        "detail": unit.name,
        "deed": _("Review and post"),
    }


def lines_waiting(unit: Unit) -> Entry:
    """A unit with rows of a bank statement to assign."""
    count = unit.n_lines
    told = ngettext("%(count)s row to assign", "%(count)s rows to assign", count) % {"count": count}
    return {
        "url": reverse("dues_lines", args=[unit.code]),
        "icon": "import",
        "label": _("Bank statement"),
        "detail": f"{unit.name} · {told}",
        "deed": _("Assign"),
    }


def own_waiting(row: DuesObligation, on: date) -> Entry:
    """A month that the member still has to pay."""
    late = row.due_on < on
    return {
        "url": reverse("my_dues"),
        "icon": "money",
        "label": of_month(row.month),
        "detail": _("%(amount)s, due by %(day)s") % {"amount": yuan(row.open), "day": terms.said_day(row.due_on)},
        "due": row.due_on,
        "deed": _("See how"),
        **({"badge": _("Overdue"), "tone": "bad"} if late else {}),
    }


def confirm_waiting(fen: int) -> Entry:
    """The amount that the member confirms once a year: one tap where it is the same."""
    return {
        "url": reverse("my_dues"),
        "post_url": reverse("my_dues_confirm"),
        "icon": "money",
        "label": _("Your dues: still %(amount)s a month?") % {"amount": yuan(fen)},
        "detail": _("Confirmed once a year; if your band has changed, change it here"),
        "deed": _("Unchanged"),
    }

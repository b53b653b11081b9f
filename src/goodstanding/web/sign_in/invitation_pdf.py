"""Invitations to print and cut apart: twenty on a sheet, each with a code for the camera and in letters."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from goodstanding.web.shell import qr
from goodstanding.web.shell.paper import printed


class Slip(NamedTuple):
    """What is printed for a person. link: what the camera opens; address: what is typed instead."""

    name: str
    number: str
    code: str
    link: str
    address: str
    until: str


def document(slips: Sequence[Slip], title: str, help_line: str, *, at: datetime) -> bytes:
    """The PDF. help_line: whom to ask, on each slip; empty for no one."""
    data = {"help": help_line, "slips": [_printed(slip) for slip in slips]}
    return printed("invitations", data, title=title, at=at)


def _printed(slip: Slip) -> dict[str, str]:
    return {
        "name": slip.name,
        "number": slip.number,
        "code": slip.code,
        "link": slip.link,
        "picture": qr.picture(slip.link),
        "lead": _("Scan the code with your camera, or open %(address)s and type:") % {"address": slip.address},
        "until": _("Then choose a password. Valid once, until %(until)s.") % {"until": slip.until},
    }

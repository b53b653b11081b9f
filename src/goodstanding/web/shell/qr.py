"""Codes as pictures, for a camera to read."""

import segno
from django.utils.safestring import mark_safe

_QUIET_EDGE = 4
#: Of eight patterns laid over a code the best is found by drawing all of them; what codes say is random enough for one.
_PATTERN = 2


def drawn(says: str, picture: str, ink: str) -> str:
    """A code that says this, as SVG. picture, ink: the classes of the whole and of what is dark in it."""
    svg: str = _code(says).svg_inline(omitsize=True, svgclass=picture, lineclass=ink, border=_QUIET_EDGE)
    return mark_safe(svg)  # noqa: S308 -- Made here, of letters that need no escaping.


def picture(says: str) -> str:
    """A code that says this, as SVG for paper, with its quiet edge."""
    svg: str = _code(says).svg_inline(omitsize=True, dark="#1c2427", border=_QUIET_EDGE)
    return svg


def rows(says: str) -> list[list[int]]:
    """A code that says this: row by row, with its quiet edge, 1 where it is dark."""
    return [list(row) for row in _code(says).matrix_iter(border=_QUIET_EDGE)]


def _code(says: str) -> segno.QRCode:
    return segno.make(says, error="m", micro=False, boost_error=False, mask=_PATTERN)

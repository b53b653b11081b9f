"""Codes as pictures, for a camera to read."""

import segno
from django.utils.safestring import mark_safe

_QUIET_EDGE = 4
#: Of eight patterns laid over a code the best is found by drawing all of them; what codes say is random enough for one.
_PATTERN = 2


def drawn(says: str, picture: str, ink: str) -> str:
    """A code that says this, as SVG. picture, ink: the classes of the whole and of what is dark in it."""
    code = segno.make(says, error="m", micro=False, boost_error=False, mask=_PATTERN)
    svg: str = code.svg_inline(omitsize=True, svgclass=picture, lineclass=ink, border=_QUIET_EDGE)
    return mark_safe(svg)  # noqa: S308 -- Made here, of letters that need no escaping.

"""Documents to print, in the reader's language."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goodstanding.documents.maker import pdf


def printed(template: str, data: Mapping[str, Any], *, title: str, at: datetime) -> bytes:
    """The PDF. template: by its name; data: texts in the reader's language; at: the moment that the document bears."""
    return pdf(
        template, data, language=get_language() or "en", made_on=at, title=title,
        unknown=_("Printed by their numbers, because no font here has them: %(numbers)s"),
        fonts=tuple(Path(font) for font in settings.FONTS),
    )  # fmt: skip

"""How days stand in a line of text."""

import re
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, SafeString, mark_safe

register = template.Library()
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@register.filter
def unbroken(text: Any) -> SafeString:
    """The text, with no day in it broken over two lines; what is HTML already stays as it is."""
    escaped = conditional_escape(text)
    if isinstance(text, SafeData):
        return escaped
    return mark_safe(_DAY.sub(r'<span class="unbroken">\g<0></span>', escaped))  # noqa: S308 - escaped above

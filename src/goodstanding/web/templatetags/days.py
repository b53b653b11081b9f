"""How days stand in a line of text."""

import re
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, SafeString, mark_safe

from goodstanding.web.shell.presenters import terms

register = template.Library()
#: A day in figures or as people say it, which could be broken between its words and, in Chinese, its characters.
_DAY = re.compile(
    r"\b\d{4}-\d{2}-\d{2}\b"
    r"|\b(?:[A-Z][a-z]{2}\s)?\d{1,2}\s[A-Z][a-z]{2}\b(?:\s\d{4}\b)?"
    r"|(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:\s周[一二三四五六日])?"
)


@register.filter
def said(value: date | datetime | None) -> str:
    """A day, or a moment, as people say it."""
    return terms.moment(value) if isinstance(value, datetime) else terms.day(value)


@register.filter
def unbroken(text: Any) -> SafeString:
    """The text, with no day in it broken over two lines; what is HTML already stays as it is."""
    escaped = conditional_escape(text)
    if isinstance(text, SafeData):
        return escaped
    return mark_safe(_DAY.sub(r'<span class="unbroken">\g<0></span>', escaped))  # noqa: S308 - escaped above


@register.filter
def said_day(value: date | None) -> str:
    """The day as people say it: Sat 5 Mar, 3月5日 周六; nothing where there is none."""
    return terms.said_day(value) if value else ""


@register.filter
def said_moment(value: datetime | None) -> str:
    """The day and the time as people say them; nothing where there is none."""
    return terms.said_moment(value) if value else ""

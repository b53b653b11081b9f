"""Addresses of what brings sheets in, the same for every sort of them."""

from typing import Any

from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.web.operations.import_pages import Pages
from goodstanding.web.shell.auth import View, desk_page


def import_addresses(pages: Pages[Any], at_unit: str, at: str) -> list[URLPattern]:
    """at_unit: where a unit's own are, with its code; at: where an import is, to be followed by its key."""
    name = pages.prefix
    return [
        path(f"{at_unit}import/", _form(pages.bring), name=f"{name}_import"),
        path(f"{at_unit}template/", require_safe(desk_page(pages.empty)), name=f"{name}_template"),
        path(f"{at}<str:key>/", _form(pages.page), name=f"{name}_import_page"),
        path(f"{at}<str:key>/write/", require_POST(desk_page(pages.write)), name=f"{name}_import_write"),
        path(f"{at}<str:key>/give-up/", require_POST(desk_page(pages.give_up)), name=f"{name}_import_give_up"),
        path(f"{at}<str:key>/refused/", require_safe(desk_page(pages.refusals)), name=f"{name}_refusals"),
    ]


def _form(view: View) -> View:
    answer: View = require_http_methods(["GET", "HEAD", "POST"])(desk_page(view))
    return answer

"""What the pages call things comes from the rules, not from the program."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from goodstanding.web.presenters import words

SCHEMES = Path(__file__).parents[2] / "schemes"


@pytest.mark.parametrize(
    ("scheme", "language", "title"),
    [
        ("vanguard-136", "en", "Branch secretary"),
        ("vanguard-136", "zh-hans", "支部书记"),
        ("volunteer-corps", "en", "Team leader"),
        ("volunteer-corps", "zh-hans", "队长"),
    ],
)
@pytest.mark.usefixtures("db")
def test_an_office_is_called_what_the_organization_calls_it(
    scheme: str, language: str, title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SCHEME", SCHEMES / scheme)
    with translation.override(language):
        assert words.role("secretary") == title
        assert words.office("secretary · B111") == f"{title} · B111"

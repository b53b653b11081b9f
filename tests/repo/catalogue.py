"""Where the translations are."""

from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "goodstanding"
CATALOGUE = SOURCE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"

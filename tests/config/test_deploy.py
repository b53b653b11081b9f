"""A house that others can reach: what Django itself would warn of, and what a browser is told."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]


def in_production(tmp_path: Path, code: str) -> "subprocess.CompletedProcess[str]":
    """Runs a piece of Python in a process of its own, set up as a public installation is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOODSTANDING_", "DATABASE_"))}
    options = {
        "DJANGO_SETTINGS_MODULE": "goodstanding.config.settings",
        "GOODSTANDING_DATA": str(tmp_path / "data"),
        "GOODSTANDING_ORIGIN": "https://members.example.org",
        "GOODSTANDING_SCHEME": str(REPO / "schemes" / "vanguard-136"),
        "SECRET_KEY": secrets.token_urlsafe(60),
    }
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    return subprocess.run(command, env=kept | options, capture_output=True, text=True, check=False)


def test_django_has_nothing_to_warn_of(tmp_path: Path) -> None:
    said = in_production(
        tmp_path,
        "from django.core.management import call_command\ncall_command('check', deploy=True, fail_level='WARNING')",
    )
    assert (said.returncode, said.stderr) == (0, "")


def test_cookies_and_visits_are_bound_to_an_encrypted_address(tmp_path: Path) -> None:
    said = in_production(
        tmp_path,
        "from django.conf import settings as s\n"
        "print(s.DEBUG, s.DEMO, s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS >= 31536000, s.ALLOWED_HOSTS)",
    )
    assert said.stdout.split("\n")[0] == (
        "False False __Host-session __Host-csrf True True True ['members.example.org']"
    )

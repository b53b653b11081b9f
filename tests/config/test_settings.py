"""The settings are strict by themselves; what depends on the origin follows it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ASKED = """
import json
from goodstanding.config import settings as s
print(json.dumps({name: getattr(s, name) for name in (
    "DEBUG", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME",
    "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_HSTS_PRELOAD", "SECURE_PROXY_SSL_HEADER",
    "SESSION_COOKIE_HTTPONLY")}))
"""


def settings_with(tmp_path: Path, **options: str) -> dict[str, object]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GOODSTANDING_")}
    environment |= {f"GOODSTANDING_{name.upper()}": value for name, value in options.items()}
    environment["GOODSTANDING_DATA"] = str(tmp_path / "data")
    command = [sys.executable, "-c", ASKED]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_for_everybody_it_is_encrypted_and_cookies_cannot_be_planted(tmp_path: Path) -> None:
    found = settings_with(tmp_path, origin="https://members.example.org")
    assert found["ALLOWED_HOSTS"] == ["members.example.org"]
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"] and found["SECURE_SSL_REDIRECT"]
    assert (found["SESSION_COOKIE_NAME"], found["CSRF_COOKIE_NAME"]) == ("__Host-session", "__Host-csrf")
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["SECURE_PROXY_SSL_HEADER"] is None


def test_browsers_are_asked_to_know_of_it_beforehand_only_where_the_operator_asks(tmp_path: Path) -> None:
    assert settings_with(tmp_path, origin="https://members.example.org")["SECURE_HSTS_PRELOAD"] is False
    asked = settings_with(tmp_path, origin="https://members.example.org", hsts_preload="yes")
    assert (asked["SECURE_HSTS_PRELOAD"], asked["SECURE_HSTS_SECONDS"]) == (True, 31_536_000)


def test_on_this_machine_it_works_without_encryption(tmp_path: Path) -> None:
    found = settings_with(tmp_path)
    assert not found["SECURE_SSL_REDIRECT"]
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]


@pytest.mark.parametrize("options", [{}, {"demo": "yes"}, {"origin": "https://members.example.org"}])
def test_errors_are_never_shown_with_their_insides(tmp_path: Path, options: dict[str, str]) -> None:
    found = settings_with(tmp_path, **options)
    assert found["DEBUG"] is False
    assert found["SESSION_COOKIE_HTTPONLY"] is True


def test_what_a_proxy_says_is_believed_only_where_there_is_one(tmp_path: Path) -> None:
    found = settings_with(tmp_path, origin="https://members.example.org", behind_proxy="yes")
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_django_finds_nothing_to_warn_of_before_going_live(tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "goodstanding.config.settings",
        "GOODSTANDING_DATA": str(tmp_path / "data"),
        "GOODSTANDING_ORIGIN": "https://members.example.org",
        "DATABASE_URL": "",
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.usefixtures("db")
def test_the_migrations_say_what_the_models_say() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)

"""What an operator can choose: from the environment or one file, refused with a sentence when it makes no sense."""

import subprocess
import sys
from pathlib import Path

import pytest

from goodstanding.config.options import Options, read_options, secret_of
from goodstanding.engine.problems import InputError

GIVEN = "a secret of sixty letters, which nobody would ever guess: 4711"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's own goodstanding.toml is near."""
    monkeypatch.chdir(tmp_path)


def test_without_any_choice_it_serves_this_machine() -> None:
    options = read_options({})
    assert options == Options()
    assert options.is_loopback
    assert not options.is_secure


def test_the_environment_wins_over_the_file() -> None:
    Path("goodstanding.toml").write_text('language = "zh-hans"\ntime_zone = "Asia/Urumqi"\n', encoding="utf-8")
    options = read_options({"GOODSTANDING_TIME_ZONE": "Asia/Shanghai"})
    assert (options.language, options.time_zone) == ("zh-hans", "Asia/Shanghai")


def test_a_named_file_is_read_and_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text('data = "/srv/goodstanding"\nold_secret_keys = ["a", "b"]\n')
    options = read_options({"GOODSTANDING_CONFIG": str(tmp_path / "other.toml")})
    assert (options.data, options.old_secret_keys) == (Path("/srv/goodstanding"), ["a", "b"])
    with pytest.raises(InputError, match="does not exist"):
        read_options({"GOODSTANDING_CONFIG": str(tmp_path / "missing.toml")})


def test_names_that_hosts_give_are_understood() -> None:
    options = read_options({"DATABASE_URL": "postgres://db/x", "SECRET_KEY": GIVEN})
    assert (options.database_url, options.secret_key) == ("postgres://db/x", GIVEN)
    options = read_options({"DATABASE_URL": "postgres://db/x", "GOODSTANDING_DATABASE_URL": "postgres://db/y"})
    assert options.database_url == "postgres://db/y"


def test_several_old_keys_stand_with_commas_between() -> None:
    assert read_options({"GOODSTANDING_OLD_SECRET_KEYS": "a,b,"}).old_secret_keys == ["a", "b"]


@pytest.mark.parametrize(
    ("word", "is_on"),
    [("1", True), ("yes", True), ("TRUE", True), (" on ", True), ("0", False), ("no", False), ("", False)],
)
def test_yes_and_no_can_be_said_in_several_ways(word: str, is_on: bool) -> None:
    assert read_options({"GOODSTANDING_DEMO": word}).demo is is_on


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"GOODSTANDING_ORGIN": "https://x.example"}, "unknown options: orgin"),
        ({"GOODSTANDING_DEMO": "maybe"}, "yes or no"),
        ({"GOODSTANDING_ORIGIN": "members.example.org"}, "not an address"),
        ({"GOODSTANDING_ORIGIN": "ftp://members.example.org"}, "not an address"),
        ({"GOODSTANDING_ORIGIN": "https://"}, "not an address"),
        ({"GOODSTANDING_ORIGIN": "http://members.example.org"}, "not encrypted"),
        ({"GOODSTANDING_ORIGIN": "http://localhost.example.org"}, "not encrypted"),
        ({"GOODSTANDING_ORIGIN": "http://192.0.2.1:8000"}, "not encrypted"),
        ({"GOODSTANDING_ORIGIN": "https://members.example.org", "GOODSTANDING_DEMO": "yes"}, "only runs on"),
        ({"GOODSTANDING_HSTS_PRELOAD": "yes"}, "hsts_preload is for TLS alone"),
        ({"SECRET_KEY": ""}, "SECRET_KEY is blank"),
        ({"SECRET_KEY": " \t"}, "SECRET_KEY is blank"),
        ({"GOODSTANDING_SECRET_KEY": ""}, "SECRET_KEY is blank"),
        ({"GOODSTANDING_OLD_SECRET_KEYS": " ,b"}, "old_secret_keys is blank"),
    ],
)
def test_what_makes_no_sense_or_is_dangerous_is_refused(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        read_options(environment)


@pytest.mark.parametrize("origin", ["http://localhost:8000", "http://127.0.0.1", "http://[::1]:9000"])
def test_the_demo_runs_on_this_machine(origin: str) -> None:
    assert read_options({"GOODSTANDING_ORIGIN": origin, "GOODSTANDING_DEMO": "1"}).demo


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("orgin = 1", "unknown options: orgin"), ("origin = ", "not TOML"), ("demo = 2", "yes or no")],
)
def test_a_file_that_makes_no_sense_is_refused(content: str, sentence: str) -> None:
    Path("goodstanding.toml").write_text(content)
    with pytest.raises(InputError, match=sentence):
        read_options({})


# The secret


def test_a_secret_that_was_given_is_used_and_not_kept(tmp_path: Path) -> None:
    assert secret_of(Options(data=tmp_path / "data", secret_key=GIVEN)) == GIVEN
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("secret", "fault"),
    [
        ("s", "1 letters, 1 of them different"),
        (GIVEN[:49], "49 letters"),
        (f"{GIVEN[:39]:<80}", "39 letters"),
        ("abcdefg" * 20, "7 of them different"),
        (f"django-insecure-{GIVEN}", "an example of Django's"),
    ],
)
def test_a_secret_that_could_be_guessed_is_refused(tmp_path: Path, secret: str, fault: str) -> None:
    with pytest.raises(InputError, match=f"SECRET_KEY is .*{fault}.* could be guessed; give 50 random letters or more"):
        secret_of(Options(data=tmp_path / "data", secret_key=secret))
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(("content", "fault"), [("", "blank"), ("half a secr", "11 letters")])
def test_a_kept_secret_that_was_emptied_or_cut_is_refused_with_its_place(
    tmp_path: Path, content: str, fault: str
) -> None:
    (tmp_path / "secret-key").write_text(content)
    with pytest.raises(InputError, match=f"secret-key is {fault}.*put the file back as it was made"):
        secret_of(Options(data=tmp_path))


def test_a_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    options = Options(data=tmp_path / "data")
    first = secret_of(options)
    assert len(first) >= 50
    assert secret_of(options) == first
    assert (options.data / "secret-key").stat().st_mode & 0o777 == 0o600
    assert options.data.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in options.data.iterdir()] == ["secret-key"]


def test_processes_that_start_at_once_have_one_secret(tmp_path: Path) -> None:
    said = "from pathlib import Path; from goodstanding.config.options import *; import sys;"
    said += "sys.stdin.readline(); print(secret_of(Options(data=Path('data'))))"
    started = [
        subprocess.Popen([sys.executable, "-c", said], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    for one in started:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    secrets = {one.communicate()[0].strip() for one in started}
    assert len(secrets) == 1
    assert len(secrets.pop()) >= 50


def test_another_process_never_reads_half_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the first one is still writing, there is nothing to be found."""
    import os

    found: list[bool] = []
    real = os.fsync

    def watched(file: int) -> None:
        found.append((tmp_path / "data" / "secret-key").exists())
        real(file)

    monkeypatch.setattr(os, "fsync", watched)
    secret_of(Options(data=tmp_path / "data"))
    assert found == [False]


@pytest.mark.parametrize(
    ("origin", "exact"),
    [
        ("https://Members.Example.org/", "https://members.example.org"),
        ("https://members.example.org:443", "https://members.example.org"),
        ("https://members.example.org:8443/", "https://members.example.org:8443"),
        ("http://localhost:80", "http://localhost"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://示例.example", "https://xn--fsq092h.example"),
    ],
)
def test_passkeys_and_forms_are_bound_to_the_origin_as_browsers_write_it(origin: str, exact: str) -> None:
    assert read_options({"GOODSTANDING_ORIGIN": origin}).exact_origin == exact


def test_how_long_visits_last_can_be_chosen_in_whole_numbers() -> None:
    assert read_options({"GOODSTANDING_OFFICE_IDLE_MINUTES": "15"}).office_idle_minutes == 15
    for nonsense in ("0", "-1", "1.5", "soon", ""):
        with pytest.raises(InputError, match="whole number"):
            read_options({"GOODSTANDING_MEMBER_DAYS": nonsense})

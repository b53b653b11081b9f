"""What an operator can choose, from the environment or from one TOML file; the environment wins.

Every option is spelled GOODSTANDING_<NAME> in the environment and <name> in `goodstanding.toml`. DATABASE_URL,
DATABASE_OWNER_URL and SECRET_KEY are also read under these names, because hosts like to give them so.
"""

import os
import secrets
import tomllib
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from goodstanding.engine.problems import InputError

FILE = "goodstanding.toml"
#: The database of an installation that names no other, in its data folder.
DATABASE = "goodstanding.sqlite3"
_PLAIN = {"database_url": "DATABASE_URL", "database_owner_url": "DATABASE_OWNER_URL", "secret_key": "SECRET_KEY"}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
#: Less can be guessed, and with it every signature and every sealed field is open.
LEAST_SECRET, LEAST_LETTERS = 50, 8
#: What a form may send in all is a little more; see sheets/limits.py.
MOST_UPLOAD_MB = 250
#: How Django begins the secrets of its examples.
_EXAMPLE = "django-insecure-"
#: Read elsewhere: where the options are, and whether commands tell where an error happened.
_NOT_OPTIONS = {"config", "traceback"}


@dataclass(frozen=True)
class Options:
    """One installation's choices.

    data: the folder for the database, the secret, uploads and the lake. origin: scheme, host and port that browsers
    see. database_owner_url: as whom the database is migrated; owner_may_serve: pages are answered even as a role that
    could switch the ledger's guards off. connections: to PostgreSQL, of each process that answers pages. demo:
    everybody may enter as anybody; refused unless the origin is this machine. old_secret_keys: still good for reading.
    fonts: files with letters that Noto Sans CJK lacks, for paper. office_ and member_: how long a visit lasts without
    a page being opened, and in all. most_video_mb: of one film of a course. hsts_preload: asks browsers to know of TLS
    before the first visit; it binds every subdomain and takes months to take back.
    """

    data: Path = Path("goodstanding-data")
    database_url: str = ""
    database_owner_url: str = ""
    owner_may_serve: bool = False
    connections: int = 8
    secret_key: str = ""
    old_secret_keys: list[str] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    origin: str = "http://localhost:8000"
    scheme: Path = Path("vanguard-136")
    language: str = "en"
    time_zone: str = "Asia/Shanghai"
    demo: bool = False
    behind_proxy: bool = False
    hsts_preload: bool = False
    log_level: str = "INFO"
    office_idle_minutes: int = 30
    office_hours: int = 12
    member_idle_days: int = 14
    member_days: int = 30
    most_video_mb: int = 200

    @property
    def host(self) -> str:
        """The host of the origin."""
        name = urlsplit(self.origin).hostname or ""
        return name if name.isascii() else name.encode("idna").decode()

    @property
    def exact_origin(self) -> str:
        """The origin as browsers write it: no path, small letters, no port that goes without saying."""
        parts = urlsplit(self.origin)
        host = f"[{self.host}]" if ":" in self.host else self.host
        names_port = parts.port not in {None, {"http": 80, "https": 443}[parts.scheme]}
        return f"{parts.scheme}://{host}:{parts.port}" if names_port else f"{parts.scheme}://{host}"

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in _LOOPBACK

    @property
    def is_secure(self) -> bool:
        """Whether browsers come over TLS."""
        return urlsplit(self.origin).scheme == "https"


def read_options(environment: dict[str, str] | None = None) -> Options:
    """The options of this installation.

    Raises InputError on an unknown name, a value of the wrong kind, or a demo that others could reach.
    """
    environment = dict(os.environ) if environment is None else environment
    _refuse_unknown_names(environment)
    found = _from_file(Path(environment.get("GOODSTANDING_CONFIG", FILE)), "GOODSTANDING_CONFIG" in environment)
    for option in fields(Options):
        for name in (f"GOODSTANDING_{option.name.upper()}", _PLAIN.get(option.name, "")):
            if name and name in environment:
                found[option.name] = environment[name]
                break
    values: dict[str, Any] = {name: _value(name, value) for name, value in found.items()}
    options = Options(**values)
    if "secret_key" in values and not options.secret_key.strip():
        _refuse_guessable("", "SECRET_KEY", "leave it out, and one is made in the data folder")
    _refuse_nonsense(options)
    return options


def secret_of(options: Options) -> str:
    """The secret key: the one that was given, or one that is made once and kept in the data folder."""
    if options.secret_key:
        _refuse_guessable(options.secret_key, "SECRET_KEY", "leave it out, and one is made in the data folder")
        return options.secret_key
    path = options.data / "secret-key"
    if not path.exists():
        _refuse_lost_secret(options, path)
        options.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Written aside and linked when whole: a process that finds the file never reads half a secret.
        draft = options.data / f"secret-key.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # Another process was first; its secret is everybody's.
            os.link(draft, path)
        draft.unlink()
    found = path.read_text().strip()
    _refuse_guessable(found, str(path), "put the file back as it was made")
    return found


def _refuse_guessable(secret: str, where: str, otherwise: str) -> None:
    """Refuses a secret that can be guessed. Django only warns of one, and only where it is asked to."""
    bare = secret.strip()
    if len(bare) >= LEAST_SECRET and len(set(bare)) >= LEAST_LETTERS and not bare.startswith(_EXAMPLE):
        return
    length = f"{len(bare)} letters, {len(set(bare))} of them different" if bare else "blank"
    fault = "an example of Django's" if bare.startswith(_EXAMPLE) else length
    raise InputError(
        f"{where} is {fault}, and could be guessed; give {LEAST_SECRET} random letters or more, or {otherwise}."
    )


def _refuse_lost_secret(options: Options, path: Path) -> None:
    """A new secret beside an old database would open nothing in it."""
    database = options.data / DATABASE
    if not options.database_url and database.exists():
        raise InputError(
            f"{path} is missing, and {database} was written with the secret in it; put it back from your backup, or "
            "give that secret as SECRET_KEY."
        )


def _refuse_unknown_names(environment: dict[str, str]) -> None:
    known = {option.name for option in fields(Options)} | _NOT_OPTIONS
    given = {name.removeprefix("GOODSTANDING_").lower() for name in environment if name.startswith("GOODSTANDING_")}
    if unknown := sorted(given - known):
        raise InputError(
            f"The environment has unknown options: {', '.join(unknown)}. Known are: {', '.join(sorted(known))}."
        )


def _from_file(path: Path, asked_for: bool) -> dict[str, object]:
    if not path.exists():
        if asked_for:
            raise InputError(f"{path} does not exist; it is named by GOODSTANDING_CONFIG.")
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} is not TOML: {error}.") from error
    known = {option.name for option in fields(Options)}
    if unknown := sorted(set(content) - known):
        raise InputError(f"{path} has unknown options: {', '.join(unknown)}. Known are: {', '.join(sorted(known))}.")
    return dict(content)


def _value(name: str, value: object) -> object:
    kind = Options.__dataclass_fields__[name].type
    if kind is Path:
        return Path(str(value))
    if kind is bool:
        word = str(value).strip().lower()
        if word not in _TRUE | _FALSE:
            raise InputError(f"{name} is {value!r}; give yes or no.")
        return word in _TRUE
    if kind is int:
        if not str(value).strip().isdecimal() or int(str(value)) < 1:
            raise InputError(f"{name} is {value!r}; give a whole number from 1 up.")
        return int(str(value))
    if kind is str:
        return str(value)
    if isinstance(value, list):
        return [str(part) for part in value]
    return [part for part in str(value).split(",") if part]


def _refuse_nonsense(options: Options) -> None:
    if urlsplit(options.origin).scheme not in {"http", "https"} or not options.host:
        raise InputError(f"The origin {options.origin!r} is not an address; give one like https://members.example.org.")
    if any(not key.strip() for key in options.old_secret_keys):
        raise InputError("One of old_secret_keys is blank, and with it everybody could sign; take it out.")
    if options.hsts_preload and not options.is_secure:
        raise InputError(
            f"hsts_preload is for TLS alone, and the origin is {options.origin}; use https:// or leave it out."
        )
    if not options.is_secure and not options.is_loopback:
        raise InputError(f"The origin {options.origin} is not encrypted; use https:// for every address but localhost.")
    if options.most_video_mb > MOST_UPLOAD_MB:
        raise InputError(f"most_video_mb is {options.most_video_mb}; no upload is larger than {MOST_UPLOAD_MB} MB.")
    if options.demo and not options.is_loopback:
        raise InputError(
            "The demo lets everybody in as anybody, so it only runs on http://localhost; change the origin."
        )

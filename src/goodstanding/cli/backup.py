"""`goodstanding backup` and `goodstanding restore`: everything of an installation in one folder, and back."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.cli import output
from goodstanding.cli.database import as_owner, give_rights, set_up
from goodstanding.engine.problems import InputError


def backup(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder for the backup.")],
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
) -> None:
    """Back everything up while people work: database, lake and runs, keys and attachments. Read through at the end.

    On PostgreSQL give DATABASE_OWNER_URL as well: the application's role cannot read every part of the ledger by
    itself. Example: goodstanding backup /backups/2016-10-15
    """
    set_up()
    as_owner()
    from django.utils import timezone

    from goodstanding.flows.backup import make

    with output.progress(quiet=quiet) as report:
        manifest = make.make(folder, at=timezone.now(), report=report)
    size = sum(size for size, _digest in manifest.files.values())
    output.results.print(
        f"{folder}: {sum(manifest.rows.values()):,} rows and {len(manifest.files):,} files, "
        f"{size / 2**20:,.1f} MiB, checked."
    )
    lost = make.missing(manifest)
    output.warn([f"{lost_file} has no file here, and had none before." for lost_file in lost])
    if not manifest.has_key:
        output.warn(["The secret key is not in the data folder, so not in here; keep SECRET_KEY safe elsewhere."])


def restore(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A backup.")],
    over: Annotated[bool, typer.Option("--over", help="Replace what is there; it is kept beside.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
) -> None:
    """Restore a backup into the data folder and the database of the options. End serve and worker first.

    Example: GOODSTANDING_DATA=/srv/goodstanding goodstanding restore /backups/2016-10-15
    """
    # No secret is made up for a data folder that is to get the one in the backup.
    set_up(secret_key=secrets.token_urlsafe(48))
    as_owner()
    from django.conf import settings
    from django.utils import timezone

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and Path(database["NAME"]) != settings.DATA / "goodstanding.sqlite3":
        raise InputError("DATABASE_URL names a file of its own; leave it out: it comes into the data folder.")
    from goodstanding.flows.backup import restore as restoring

    with output.progress(quiet=quiet) as report:
        manifest, before = restoring.restore(folder, over=over, at=timezone.now(), report=report)
    give_rights()
    output.results.print(
        f"Restored what was backed up at {manifest.made_at}: {sum(manifest.rows.values()):,} rows, checked."
    )
    if before is not None:
        output.results.print(f"What was there before lies in {before}; delete it when you no longer need it.")
    if not manifest.has_key:
        output.warn(["The backup has no secret key; set SECRET_KEY to the one that was in use then."])

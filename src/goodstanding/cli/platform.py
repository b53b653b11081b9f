"""The platform's commands: serve, worker, create-user. Django is only loaded when one of them runs."""

import gc
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated, Any

import typer

from goodstanding.cli import output
from goodstanding.cli.database import prepare, refuse_foreign_key, refuse_unfit, set_up, up_to_date
from goodstanding.engine.problems import InputError


def worker(
    once: Annotated[bool, typer.Option("--once", help="Do what waits, then end.")] = False,
) -> None:
    """Do jobs: imports, exports, reminders. Run as many as you like."""
    set_up()
    refuse_unfit()
    refuse_foreign_key()
    from django.core.management import call_command
    from django.utils import timezone

    from goodstanding.flows import schedule
    from goodstanding.flows.operations import jobs as job_runs

    if once:
        job_runs.recover(timezone.now())
        schedule.look_at_clock(timezone.now())
        schedule.match_requests(timezone.now())
        schedule.close_ballots(timezone.now())
    else:
        threading.Thread(target=_recover_now_and_then, daemon=True).start()
    call_command("db_worker", batch=once, interval=1, startup_delay=False, reload=False, verbosity=0)


def _recover_now_and_then() -> None:
    from django.db import DatabaseError, close_old_connections
    from django.utils import timezone

    from goodstanding.flows import schedule
    from goodstanding.flows.operations import jobs as job_runs

    while True:
        try:
            close_old_connections()
            job_runs.recover(timezone.now())
            schedule.look_at_clock(timezone.now())
            schedule.match_requests(timezone.now())
            schedule.close_ballots(timezone.now())
        except DatabaseError:  # It is away for a moment, or busy; the next round finds the same.
            logging.getLogger(__name__).exception("the clock was not looked at")
        time.sleep(30)


def serve(
    bind: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="Processes that answer pages.", min=1, max=64)] = 1,
    with_worker: Annotated[bool, typer.Option(help="Do jobs in here as well.")] = True,
) -> None:
    """Serve the pages, with a worker for jobs inside."""
    set_up()
    from django.conf import settings

    if settings.DEMO and bind not in {"127.0.0.1", "::1", "localhost"}:
        raise InputError("The demo lets everybody in as anybody, so it only listens on this machine; leave --bind out.")
    prepare()
    listen(bind, port, workers, with_worker)


#: For so long a process may finish its answers once it is to stop. A visitor who never ends a request would hold it for
#: half a minute, and a thread that waits for the interpreter as it stops, for good; what is not answered is written by
#: no transaction, and phones send it again. Service managers wait for ten seconds or more before they kill everything.
_STOPS_WITHIN_S = 8


class _MeantThreads(logging.Filter):
    """Leaves out the server's advice to have few threads: ours mostly wait (config/wsgi.py), so they are many."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line is written."""
        return not record.getMessage().startswith("Configuration allows spawning up to")


def listen(bind: str, port: int, workers: int, with_worker: bool) -> None:
    """Answers pages, and does jobs beside, until it is ended."""
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces

    jobs = None
    if with_worker:
        jobs = subprocess.Popen([sys.executable, "-m", "goodstanding", "worker"])
    server: Any = Granian(
        "goodstanding.config.wsgi:application",
        address=bind,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=settings.THREADS,
        workers_kill_timeout=_STOPS_WITHIN_S,
        websockets=False,
        log_access=False,
    )
    logging.getLogger("_granian").addFilter(_MeantThreads())
    _read_all_pages()
    try:
        server.serve()
    finally:
        if jobs is not None:
            jobs.send_signal(signal.SIGTERM)
            jobs.wait()


def _read_all_pages() -> None:
    """Loads every page before processes are forked, so that they begin at once and share what they loaded."""
    from django.db import connections
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018
    # No process shares a connection with another one.
    connections.close_all()
    gc.collect()
    gc.freeze()


def found(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The organization's name.")],
    code: Annotated[str, typer.Option(help="The code of the unit at the top.")] = "TOP",
    since: Annotated[str, typer.Option(help="The day from which it is kept here, as 2016-01-01.")] = "2016-01-01",
    name_zh: Annotated[str, typer.Option(help="Its name in Chinese.")] = "",
) -> None:
    """Found the organization: its name and the unit at the top of its tree.

    Example: goodstanding found 'Example union' --code TOP --since 2016-01-01
    """
    set_up()
    up_to_date()
    from django.utils import timezone

    from goodstanding.actions.people import organization
    from goodstanding.queries.people.organization import the_scheme

    with sentences():
        organization.found(
            name=name, name_zh=name_zh, root_name=name_zh or name, code=code, scheme=the_scheme(),
            time_zone=os.environ.get("GOODSTANDING_TIME_ZONE", "Asia/Shanghai"), on=_day(since), at=timezone.now(),
        )  # fmt: skip
    output.results.print(f"{name} is founded; now create its first user: goodstanding create-user --help")


def create_user(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="The sign-in name.")],
    role: Annotated[
        str, typer.Option(help="The office: operator, officer, analyst, auditor, scheme_editor, secretary.")
    ],
    unit: Annotated[str, typer.Option(help="The code of the unit it is over.")] = "TOP",
    name: Annotated[str, typer.Option(help="The person's name.")] = "",
) -> None:
    """Create somebody who is no member, with an office, and print the code for their first sign-in.

    Example: goodstanding create-user ana --role operator --name 'Ana Operator'
    """
    set_up()
    from django.utils import timezone

    from goodstanding.access.roles import Role
    from goodstanding.actions.people import accounts, posts
    from goodstanding.actions.sign_in import invitations
    from goodstanding.models import Unit

    if role not in Role.values:
        raise InputError(f"There is no office {role}; offices are: {', '.join(Role.values)}.")
    over = Unit.objects.filter(code=unit, closed_on=None).first()
    if over is None:
        raise InputError(f"There is no open unit with the code {unit}.")
    now = timezone.now()
    from django.db import transaction

    with sentences(), transaction.atomic():
        account = accounts.create(login=login, name=name or login, by=None, at=now)
        posts.grant(account=account, role=Role(role), unit=over, on=timezone.localdate(now), by=None, at=now)
        printed = invitations.invite_account(account=account, by=None, at=now)
    output.results.print(f"{login} can now use this code once, within 30 days: {printed.code}")


def rotate_keys() -> None:
    """Seal everything that is kept encrypted with the newest secret key; the old ones can then be thrown away.

    May be stopped and run again. Example: goodstanding rotate-keys
    """
    set_up()
    from goodstanding.actions.sign_in import key_rotation

    found = key_rotation.rotate()
    for what, tally in found.items():
        output.results.print(f"{what}: {tally.examined} looked at, {tally.resealed} sealed again")
    if lost := sum(tally.unreadable for tally in found.values()):
        raise InputError(
            f"{lost} values can be opened with none of the keys; add the key they were sealed with to old_secret_keys."
        )
    output.results.print("Everything is sealed with the newest key.")


@contextmanager
def sentences() -> Iterator[None]:
    """Turns what an action refuses into what a command refuses."""
    from goodstanding.actions.refusal import ActionRefused

    try:
        yield
    except ActionRefused as refusal:
        raise InputError(str(refusal)) from refusal


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError as error:
        raise InputError(f"{text} is not a day; write it like 2016-01-01.") from error

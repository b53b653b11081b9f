"""`goodstanding demo`: a made-up organization, served on this machine, with a way in for each of its people."""

import os
import shutil
import socket
from pathlib import Path
from typing import Annotated

import typer

from goodstanding.cli import database, output, platform
from goodstanding.engine.problems import InputError

#: Lies in a folder that a demo made, and nowhere else.
_MARK = ".demo"


def demo(
    folder: Annotated[Path, typer.Option(help="Where it lives.", metavar="DIR", envvar="GOODSTANDING_DATA")] = Path(
        "demo"
    ),
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8000,
    fresh: Annotated[bool, typer.Option("--fresh", help="Make the organization again.")] = False,
) -> None:
    """Make up an organization of 40 branches and 700 members, and serve it on this machine.

    Prints a link for each of six people; opening it signs you in as that person. Nobody in it exists, everything stays
    in its folder, and it listens on this machine only. End it with Ctrl-C.

    Example: goodstanding demo --port 8001
    """
    _refuse_taken(port)
    if fresh:
        _clear(folder)
    address = f"http://localhost:{port}"
    make(folder, address)
    _show_links(address)
    platform.listen("127.0.0.1", port, workers=1, with_worker=True)


def make(folder: Path, address: str) -> None:
    """Makes the organization in a folder, where it is not there yet. address: under which its pages will be seen."""
    database.set_up(demo=True, origin=address, data=folder)
    database.prepare()
    _fill()
    (folder / _MARK).touch()


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise InputError(f"Port {port} cannot be used ({error.strerror}); choose another with --port.") from None


def _clear(folder: Path) -> None:
    """Takes an earlier demo away, and never anything else."""
    if not folder.exists():
        return
    if not (folder / _MARK).is_file():
        raise InputError(f"{folder} was not made by the demo, so --fresh leaves it alone; name another with --folder.")
    if os.environ.get("DATABASE_URL"):
        raise InputError("DATABASE_URL names a database, which --fresh leaves alone; empty it yourself, or unset it.")
    shutil.rmtree(folder)


def _fill() -> None:
    from django.utils import timezone

    from goodstanding.flows.demo import organization
    from goodstanding.queries.people.organization import the_organization, the_scheme

    found = the_organization()
    if found is None:
        now = timezone.now()
        output.aside.print("Making up an organization ...")
        organization.build(scheme=the_scheme(), today=timezone.localdate(now), at=now)
    elif not found.is_demo:
        raise InputError(
            f"This database belongs to {found.name}, and a demo lets everybody in as anybody; name another folder with "
            "--folder, and unset DATABASE_URL."
        )


def _show_links(address: str) -> None:
    from django.urls import reverse

    from goodstanding.queries.people.organization import the_scheme
    from goodstanding.queries.sign_in.demo import PEOPLE

    offices = the_scheme().offices
    names = [offices[who].en if who in offices else who.replace("_", " ").capitalize() for who in PEOPLE]
    links = [address + reverse("demo_enter", args=[who]) for who in PEOPLE]
    rows = list(zip(names, links, strict=True))
    output.table(f"The demonstration is at {address} until you press Ctrl-C", ["who", "link"], rows)

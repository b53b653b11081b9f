"""`goodstanding dossier`: checks documents without a server or database, and makes those of a unit for the operator."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodstanding.cli import output
from goodstanding.cli.options import Json
from goodstanding.engine.problems import InputError

if TYPE_CHECKING:
    from goodstanding.documents.verdict import Verdict

app = typer.Typer(
    no_args_is_help=True,
    help=(
        "Check yearly documents without a server, and make those of a unit and all below it.\n\n"
        "Example: goodstanding dossier verify sheet.pdf --certificate certificate.pem"
    ),
)
_OUTCOMES = {
    "good": "Good: every byte is as it was sealed.",
    "changed": "Changed: it is not as it was sealed.",
    "not_ours": "Not sealed with this certificate.",
}
_WHERE = {
    "under_the_seal": "What stands under the seal differs.",
    "after_the_seal": "Something was added after the seal.",
    "in_the_seal": "The seal itself was touched.",
    "no_seal": "The file bears no seal.",
    "unreadable": "The file is no PDF and no data file that can be read.",
}


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The PDF or the data file (JSON).")],
    certificate: Annotated[
        list[Path] | None,
        typer.Option(help="The organization's certificate; may be said again for an earlier one."),
    ] = None,
    data: Annotated[
        Path, typer.Option(help="The data folder with the seal.", metavar="DIR", envvar="GOODSTANDING_DATA")
    ] = Path("goodstanding-data"),
    as_json: Json = False,
) -> None:
    """Say whether a document is as the organization sealed it. Needs no server and no database.

    Example: goodstanding dossier verify sheet.pdf --certificate certificate.pem
    """
    from goodstanding.documents.seal import read_certificate
    from goodstanding.documents.verdict import Outcome
    from goodstanding.documents.verify import verify as verdict_of

    if not file.is_file():
        raise InputError(f"There is no file {file}; name the document to check.")
    found = verdict_of(file.read_bytes(), [read_certificate(_pem(path)) for path in certificate or _own(data)])
    if as_json:
        output.as_json(
            {
                "outcome": found.outcome.value, "where": found.where.value, "sections": list(found.sections),
                "signer": found.signer, "about": found.about,
                "made_at": found.made_at.isoformat() if found.made_at else None,
            }
        )  # fmt: skip
    else:
        output.results.print(_said(found), markup=False)
    if found.outcome is not Outcome.GOOD:
        raise typer.Exit(1)


def _said(found: "Verdict") -> str:
    lines = [_OUTCOMES[found.outcome.value]]
    if found.sections:
        lines.append(f"These parts differ: {', '.join(found.sections)}.")
    elif found.where.value == "other_seal":
        lines.append(f"It bears the seal of: {found.signer}.")
    elif found.where.value:
        lines.append(_WHERE[found.where.value])
    if found.outcome.value == "good" and found.made_at is not None:
        lines += [f"{found.about}", f"Sealed by {found.signer} on {found.made_at:%Y-%m-%d}."]
    return "\n".join(lines)


def _pem(path: Path) -> bytes:
    content = path.read_bytes() if path.is_file() else b""
    if b"BEGIN CERTIFICATE" not in content:
        raise InputError(f"{path} is no certificate; name the certificate.pem of the organization.")
    return content


def _own(data: Path) -> list[Path]:
    """The certificates of an installation. Raises InputError where there is none."""
    folder = data / "seal"
    every = (folder / "certificate.pem", *sorted((folder / "earlier").glob("*.pem")))
    found = [path for path in every if path.is_file()]
    if not found:
        raise InputError(f"There is no certificate in {folder}; name one with --certificate FILE.")
    return found


@app.command()
def make(
    unit: Annotated[str, typer.Option(help="The code of the unit; the documents of all below it are made.")],
    year: Annotated[int, typer.Option(help="A year that is over.")],
    language: Annotated[str, typer.Option(help="en or zh-hans.")] = "zh-hans",
) -> None:
    """Make the yearly sheets of a unit and all below it. Stopped and begun again, nothing is made twice.

    Example: goodstanding dossier make --unit TOP --year 2016
    """
    from goodstanding.cli.database import set_up
    from goodstanding.cli.platform import sentences

    set_up()
    from django.utils import timezone

    from goodstanding.flows.dossiers.making import Making, make_packs
    from goodstanding.flows.dossiers.summaries import make_summaries
    from goodstanding.models import Unit
    from goodstanding.queries.dossiers import dossiers
    from goodstanding.queries.people.calendars import today
    from goodstanding.queries.people.organization import the_scheme

    found = Unit.objects.filter(code=unit, closed_on=None).first()
    if found is None:
        raise InputError(f"There is no open unit with the code {unit}.")
    now, scheme = timezone.now(), the_scheme()
    if scheme.dossiers is None:
        raise InputError("The rules have no yearly sheets. Add the section dossiers to scheme.yaml.")
    every = dossiers.branches(found, scheme)
    wanted = dossiers.ready(every, year, today(now))
    with sentences(), output.progress(quiet=False) as report:
        making = Making(year, scheme, language, None, now)
        made = list(make_packs(wanted, making, lambda done, total: report(f"making {done:,}", done / max(total, 1))))
        summaries = list(make_summaries(dossiers.above(found, scheme), making)) if wanted else []
    text = (
        f"{sum(one.sheets for one in made):,} sheets of {len(made):,} units and {len(summaries):,} summaries lie there"
    )
    output.results.print(f"{text}; {len(every) - len(wanted):,} units are not ready.", markup=False)

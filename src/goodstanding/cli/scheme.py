"""`goodstanding scheme`: check a scheme, look into it, print its card, and say what records its entries."""

import shutil
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from goodstanding.cli import options, output
from goodstanding.cli.scheme_text import show_checked, show_one, show_scheme
from goodstanding.engine.cases.read import WorkedCases, read_cases
from goodstanding.engine.catalogue import Lang
from goodstanding.engine.explain.rule_text import most_in_words, rule_in_words, who_in_words
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.check import CheckedScheme, check_scheme
from goodstanding.engine.scheme.coverage import coverage as coverage_of
from goodstanding.engine.scheme.coverage import without_deed
from goodstanding.engine.scheme.load import Loaded, load_scheme, scheme_of
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.engine.scheme.shipped import scheme_folder
from goodstanding.flows.card import card as card_of
from goodstanding.flows.card import coverage_page
from goodstanding.flows.rating.cases import CaseResult, rate_cases

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help=(
        "Check a scheme, look into it, print its card, and see what records each kind of entry.\n\n"
        "Example: goodstanding scheme check vanguard-136"
    ),
)

Folder = Annotated[
    Path, typer.Argument(help="The scheme's folder, or the name of one that comes along.", metavar="SCHEME")
]


class Tongue(StrEnum):
    """A language on screen."""

    en = "en"
    zh = "zh"


class Tongues(StrEnum):
    """One language, or both side by side."""

    en = "en"
    zh = "zh"
    both = "both"


_LANGS: dict[Tongues, tuple[Lang, ...]] = {
    Tongues.en: ("en",),
    Tongues.zh: ("zh",),
    Tongues.both: ("en", "zh"),
}


@app.command()
def check(folder: Folder, json: options.Json = False) -> None:
    """Check a scheme: its form, its sense, and its worked cases.

    Names every fault at once, with file and line. A scheme without faults has its worked cases run, and each difference
    between what a case expects and what comes out is shown.

    Example: goodstanding scheme check vanguard-136
    """
    folder = _folder(folder)
    loaded = load_scheme(folder)
    checked = check_scheme(loaded)
    # With a file that cannot be read, the cases would only repeat that its indicator is not there.
    cases = read_cases(folder, loaded.scheme) if loaded.scheme and not loaded.faults else WorkedCases((), ())
    checked = CheckedScheme(checked.faults + cases.faults, checked.warnings)
    results = _run(loaded.scheme, cases, quiet=json) if loaded.scheme and not checked.faults else []
    if json:
        output.as_json(_checked_json(loaded, checked, results))
    else:
        show_checked(folder, loaded, checked, results)
    if checked.faults or not all(result.passed for result in results):
        raise typer.Exit(output.REFUSED)


def _folder(named: Path) -> Path:
    """The folder that is meant, also where what is in it is no scheme yet."""
    return named if named.is_dir() else scheme_folder(named)


def _run(scheme: Scheme, cases: WorkedCases, *, quiet: bool) -> list[CaseResult]:
    # Loading the database takes longer than everything that the other commands do.
    from goodstanding.engine.backends.duckdb import DuckDBBackend  # noqa: PLC0415

    with TemporaryDirectory() as scratch, output.progress(quiet=quiet) as report:
        backend = DuckDBBackend(Path(scratch))
        try:
            many = max(1, len(cases.cases))
            return rate_cases(backend, scheme, cases.cases, lambda done: report("running the cases", done / many))
        finally:
            backend.close()


def _checked_json(loaded: Loaded, checked: CheckedScheme, results: list[CaseResult]) -> dict[str, Any]:
    return {
        "scheme": loaded.scheme.name if loaded.scheme else None,
        "indicators": len(loaded.scheme.indicators) if loaded.scheme else None,
        "faults": [vars(fault) for fault in checked.faults],
        "warnings": [vars(warning) for warning in checked.warnings],
        "cases": [
            {"name": result.name, "file": result.file, "passed": result.passed, "differences": result.differences}
            for result in results
        ],
    }


@app.command()
def show(
    folder: Folder,
    code: Annotated[
        str | None, typer.Argument(help="An indicator's code, to see everything about it.", metavar="CODE")
    ] = None,
    lang: Annotated[Tongue, typer.Option(help="The language.")] = Tongue.en,
    json: options.Json = False,
) -> None:
    """Look into a scheme: its indicators by category, or everything about one of them.

    Example: goodstanding scheme show vanguard-136

    Example: goodstanding scheme show vanguard-136 ORG04 --lang zh
    """
    folder = _folder(folder)
    scheme = scheme_of(folder)
    chosen = None if code is None else _chosen(scheme, code.upper())
    if json:
        output.as_json(
            _scheme_json(scheme, lang.value) if chosen is None else _indicator_json(chosen, scheme, lang.value)
        )
    elif chosen is None:
        show_scheme(scheme, lang.value)
    else:
        show_one(chosen, scheme, lang.value)


def _chosen(scheme: Scheme, code: str) -> Indicator:
    try:
        return scheme.indicator(code)
    except KeyError:
        near = get_close_matches(code, [indicator.code for indicator in scheme.indicators], n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "leave the code out to see all of them."
        raise InputError(f"The scheme {scheme.name} has no indicator {code}; {hint}") from None


def _scheme_json(scheme: Scheme, lang: Lang) -> dict[str, Any]:
    head = scheme.model_dump(mode="json", by_alias=True, exclude={"indicators"})
    return {**head, "indicators": [_indicator_json(indicator, scheme, lang) for indicator in scheme.indicators]}


def _indicator_json(indicator: Indicator, scheme: Scheme, lang: Lang) -> dict[str, Any]:
    sentences = {
        "rule": rule_in_words(indicator, scheme, lang),
        "who": who_in_words(indicator, scheme, lang),
        "most": most_in_words(indicator, lang),
    }
    return {**indicator.model_dump(mode="json"), "words": sentences}


@app.command()
def copy(
    name: Annotated[str, typer.Argument(help="The name of a scheme that comes along.", metavar="NAME")],
    folder: Annotated[Path, typer.Argument(help="The folder to make.", metavar="DIR")],
) -> None:
    """Copy a scheme that comes along into a folder of your own, to change it there.

    Example: goodstanding scheme copy vanguard-136 my-rules
    """
    if folder.exists():
        raise InputError(f"{folder} is there already; name a folder that is new.")
    shutil.copytree(scheme_folder(Path(name)), folder)
    output.results.print(f"{name} is in {folder}; change it, then: goodstanding scheme check {folder}", markup=False)


@app.command()
def card(
    folder: Folder,
    file: Annotated[Path | None, typer.Option("--output", help="Write to this file, not to the screen.")] = None,
    lang: Annotated[Tongues, typer.Option(help="The language, or both.")] = Tongues.both,
) -> None:
    """Print a scheme's card: every rule in plain words and every worked case as a little story, in Markdown.

    Example: goodstanding scheme card vanguard-136 --output vanguard-136.md
    """
    folder = _folder(folder)
    scheme = scheme_of(folder)
    cases = read_cases(folder, scheme)
    if cases.faults:
        raise InputError(f"The worked cases in {folder} are not right: {len(cases.faults)} fault(s).", cases.faults)
    _put(card_of(scheme, cases.cases, _LANGS[lang]), file, f"The card of {scheme.name}")


@app.command()
def coverage(
    folder: Folder,
    file: Annotated[Path | None, typer.Option("--output", help="Write to this file, not to the screen.")] = None,
    json: options.Json = False,
) -> None:
    """Say what records each kind of entry: a deed that people do anyway, or a person who writes it down by hand.

    The kinds that rules ask for and that no deed records yet are marked.

    Example: goodstanding scheme coverage vanguard-136

    Example: goodstanding scheme coverage vanguard-136 --json
    """
    scheme = scheme_of(_folder(folder))
    if json:
        kinds = [vars(one) | {"deeds": [vars(deed) for deed in one.deeds]} for one in coverage_of(scheme)]
        output.as_json({"scheme": scheme.name, "kinds": kinds, "without_deed": without_deed(scheme)})
    else:
        _put(coverage_page(scheme), file, f"What records the entries of {scheme.name}")


def _put(page: str, file: Path | None, what: str) -> None:
    """Prints a page, or writes it to a file."""
    if file is None:
        typer.echo(page, nl=False)
        return
    try:
        file.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}.") from None
    output.aside.print(f"{what} is in {file}", markup=False)

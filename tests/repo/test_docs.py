"""The repository's prose: its links lead somewhere, its commands exist, its words stand once, it keeps to itself."""

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from goodstanding.cli.main import app
from goodstanding.engine.cases.read import read_cases
from goodstanding.engine.scheme import never_scored
from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme
from tests.cli.terminal import below_of

ROOT = Path(__file__).parents[2]
MADE = {"build", "demo", "dist", "work", "artifacts", "__pycache__"}
TEXT = {".md", ".py", ".yaml", ".toml", ".txt", ".sh", ".svg", ".sql", ".cfg", ""}


def texts() -> list[Path]:
    """Every text file of the repository; not what is hidden, set up or made."""
    found: list[Path] = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if not name.startswith(".") and name not in MADE]
        found += [Path(folder, name).relative_to(ROOT) for name in names if not name.startswith(".")]
    return sorted(path for path in found if path.suffix in TEXT)


PAGES = [path for path in texts() if path.suffix == ".md"]


def page(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]+`", "", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S), flags=re.M)
    bare = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings]
    return {heading.replace(" ", "-") for heading in bare}


def links(text: str) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", without_code(text))


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_every_link_inside_the_repository_leads_somewhere(path: Path) -> None:
    broken = []
    for link in links(page(path)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (ROOT / path).parent / name if name else ROOT / path
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            broken.append(link)
    assert broken == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        found = [(here.parent / link.partition("#")[0]).resolve() for link in links(here.read_text(encoding="utf-8"))]
        found += [one for folder in found if folder.is_dir() for one in folder.glob("*.md")]
        waiting += [target for target in found if target.suffix == ".md" and target.is_file()]
    assert [str(path) for path in PAGES if path.parts[0] == "docs" and ROOT / path not in seen] == []


def test_the_readmes_two_commands_are_in_the_makefile() -> None:
    told = re.findall(r"^\$ make (\w+)", page(Path("README.md")), flags=re.M)
    assert told == ["demo", "test", "demo", "test"], "once in English, once in Chinese"
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    assert set(told) <= targets


def test_every_make_command_in_the_docs_has_a_target() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    told = {name for path in PAGES for name in re.findall(r"(?:`|\$ )make (\w+)", page(path))}
    assert told - targets == set()


def blocks(text: str) -> Iterator[str]:
    yield from re.findall(r"^```\w*\n(.*?)^```", text, flags=re.M | re.S)


def command_lines() -> list[tuple[Path, str]]:
    """Every whole command in a block of code, as somebody would type it."""
    start = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?goodstanding (.+)$", flags=re.M)
    joined = [(path, block.replace("\\\n", " ")) for path in PAGES for block in blocks(page(path))]
    return [(path, re.split(r" [|>#&]", line)[0]) for path, block in joined for line in start.findall(block)]


def spoken_of() -> list[tuple[Path, str]]:
    """Every command named in running text."""
    start = re.compile(r"`goodstanding ([a-z][^`]*)`")
    return [(path, line) for path in PAGES for line in start.findall(re.sub(r"\n", " ", page(path)))]


def command_of(words: list[str]) -> tuple[Any, list[str]]:
    """The command that a line names, and the rest of the line."""
    command: Any = typer.main.get_command(app)
    while (below := below_of(command)) and words and not words[0].startswith("-"):
        assert words[0] in below, f"there is no command {words[0]}"
        command, words = below[words[0]], words[1:]
    return command, words


def in_words(line: str) -> None:
    """Raises where a command or an option that is spoken of does not exist."""
    command, rest = command_of(shlex.split(line))
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    unknown = [word for word in rest if word.startswith("--") and word.partition("=")[0] not in known]
    assert not unknown, f"there is no option {unknown[0]}"


@pytest.mark.parametrize(("path", "line"), command_lines(), ids=str)
def test_every_command_line_in_the_docs_can_be_typed(path: Path, line: str) -> None:
    """Taken to pieces as the program would, values included, but not run."""
    command, rest = command_of(shlex.split(line))
    command.make_context("goodstanding", rest)


@pytest.mark.parametrize(("path", "line"), spoken_of(), ids=str)
def test_every_command_that_the_docs_speak_of_exists(path: Path, line: str) -> None:
    in_words(line)


@pytest.mark.parametrize("line", ["rat lake", "rate lake --months 2016-10", "lake biuld lake"])
def test_a_command_that_does_not_exist_is_noticed(line: str) -> None:
    with pytest.raises(AssertionError, match=r"there is no (command|option)"):
        in_words(line)


def glossary() -> list[list[list[str]]]:
    """The tables of the glossary, each row as its cells."""
    tables = re.findall(r"^\|[^\n]+\n\|[-|]+\n((?:\|[^\n]+\n)+)", page(Path("GLOSSARY.md")), flags=re.M)
    return [[[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()] for table in tables]


def test_the_glossary_has_each_word_once_with_meaning_both_languages_and_code() -> None:
    rows = [row for table in glossary() for row in table]
    assert len(rows) > 50
    assert all(len(row) == 5 and all(row) for row in rows)
    words = [row[0].casefold() for row in rows]
    assert sorted(words) == sorted(set(words))
    assert [row[0] for row in rows if not re.search(r"[\u4e00-\u9fff]", row[3])] == []


def test_the_glossary_is_in_alphabetical_order() -> None:
    for table in glossary():
        words = [row[0].casefold() for row in table]
        assert words == sorted(words)


def test_every_name_in_the_glossary_is_in_the_code_or_marked() -> None:
    sources = [path for path in texts() if path.parts[0] in ("src", "schemes") and path.suffix in (".py", ".yaml")]
    code = "\n".join(page(path) for path in sources)
    names = {row[0]: row[4] for table in glossary() for row in table}
    assert all(re.fullmatch(r"`[\w.]+`( \(not yet\))?", name) for name in names.values())
    real = {word: name.strip("`") for word, name in names.items() if "(not yet)" not in name}
    assert [word for word, name in real.items() if not re.search(rf"\b{re.escape(name)}\b", code)] == []


def test_the_page_on_privacy_lists_what_is_never_scored() -> None:
    told = re.findall(r"^\| ([a-z][a-z -]+) \| [a-z]", page(Path("docs/explanation/privacy.md")), flags=re.M)
    refused = [topic.topic for topic in never_scored.topics()]
    assert [topic for topic in told if topic in refused] == refused


def test_the_scheme_in_the_how_to_is_right_and_its_case_comes_out(tmp_path: Path) -> None:
    from goodstanding.engine.backends.duckdb import DuckDBBackend
    from goodstanding.flows.rating.cases import rate_cases

    for block in blocks(page(Path("docs/how-to/write-a-scheme.md"))):
        if block.startswith("# reading-club/"):
            file = tmp_path / block.partition("\n")[0].removeprefix("# ")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block, encoding="utf-8")
    folder = tmp_path / "reading-club"
    loaded = load_scheme(folder)
    assert loaded.scheme is not None
    checked, cases = check_scheme(loaded), read_cases(folder, loaded.scheme)
    assert (checked.faults, checked.warnings, cases.faults) == ((), (), ())
    backend = DuckDBBackend(tmp_path)
    try:
        results = rate_cases(backend, loaded.scheme, cases.cases)
    finally:
        backend.close()
    assert [result.differences for result in results] == [()]


#: Spelled in pieces, so that this file does not name what it looks for.
ELSEWHERE = re.compile(
    r"(?<![\w.])/(?:wo"
    r"rk|ro"
    r"ot|ho"
    r"me/\w+)/|/tmp/"
    r"w\b|py"
    r"pi\.|python"
    r"hosted|--(?:extra-)?index"
    r"-url"
)


@pytest.mark.parametrize("folder", sorted({path.parts[0] for path in texts()}))
def test_nothing_names_a_machines_paths_or_a_package_host(folder: str) -> None:
    found = [
        f"{path}: {match[0]}" for path in texts() if path.parts[0] == folder for match in ELSEWHERE.finditer(page(path))
    ]
    assert found == []

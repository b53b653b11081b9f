"""`python -m benchmarks.plot`: puts results/*.json into docs/explanation/performance.md, as tables and plots."""

import argparse
from pathlib import Path
from typing import Any

from benchmarks import charts, tables
from benchmarks.places import EXPLANATION, RESULTS
from benchmarks.results import saved

_BEGIN, _END = "<!-- measured: begin -->", "<!-- measured: end -->"


def main() -> None:
    """Writes the part of the page between the markers, and the plots beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the JSON is")
    parser.add_argument("--page", type=Path, default=EXPLANATION / "performance.md", help="the page that is filled in")
    where = parser.parse_args()
    found = {name: saved(where.results, name) for name in ("city", "year", "nation", "peers")}
    text = where.page.read_text(encoding="utf-8")
    before, rest = text.split(_BEGIN)
    after = rest.split(_END)[1]
    where.page.write_text(
        f"{before}{_BEGIN}\n\n{measured(found, where.page.parent)}\n\n{_END}{after}", encoding="utf-8"
    )
    print(f"written: {where.page}")


def measured(found: dict[str, dict[str, Any] | None], folder: Path) -> str:
    """The text between the markers; draws the plots into a folder."""
    parts = [tables.machines(found)]
    for name, title in {"city": "A city's month", "year": "A city's year, rated in December"}.items():
        parts += [f"### {title}", tables.beside_the_floor(found[name])]
    parts += ["### From a city to a nation", tables.growth(found["nation"])]
    if found["nation"]:
        charts.growth(found["nation"], folder / "performance-growth.svg")
        parts.append("![Wall time against members](performance-growth.svg)")
    parts += ["### The same rating, done otherwise", tables.peers(found["peers"])]
    lines = tables.factors(found["peers"])
    if lines:
        charts.peers(lines, folder / "performance-peers.svg")
        parts.append("![Factors to the engine's wall time](performance-peers.svg)")
    parts += ["### The aims", tables.aims(found)]
    return "\n\n".join(parts)


if __name__ == "__main__":
    main()

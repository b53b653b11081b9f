"""The distribution of a run's totals as a picture, for those who would rather look than read."""

from pathlib import Path
from typing import Any

from goodstanding.engine.backend import Backend
from goodstanding.engine.catalogue import Catalogue, Lang
from goodstanding.engine.period import month_text
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.lake import read, run_account
from goodstanding.lake.layout import Lake

#: Hundredths of a total that one bar holds.
_BAR = 200

_WORDS = Catalogue("goodstanding.flows.rating", "chart.yaml")


def draw_bands(backend: Backend, lake: Lake, scheme_name: str, month: int, path: Path, lang: Lang) -> Path:
    """Writes an SVG (or PNG, by the file's ending) of how many members have which total, coloured by band."""
    if path.suffix not in (".svg", ".png"):
        raise InputError(f"{path} is neither .svg nor .png; name a file with one of these endings.")
    folder = read.run_folder(lake, month, scheme_name)
    rows = _bars(backend, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    _chart(rows, run_account.run_scheme(folder), month, lang).save(str(path))
    return path


def _bars(backend: Backend, folder: Path) -> list[tuple[str, int, int]]:
    """(band, lowest total of the bar in hundredths, members), rated members only."""
    totals = read.run_table(backend, folder, "totals")
    rated = totals.filter(totals.total.notnull())
    bars = rated.mutate(bar=rated.total - rated.total % _BAR)
    counted = bars.group_by("band", "bar").agg(members=bars.count())
    return sorted(backend.rows(counted.select("band", "bar", "members")), key=lambda row: row[1])


def _chart(rows: list[tuple[str, int, int]], scheme: Scheme, month: int, lang: Lang) -> Any:
    try:
        import altair
    except ImportError:
        raise InputError("Charts need more packages; install them with: pip install 'goodstanding[plots]'.") from None
    total, members, band = (_WORDS.say(lang, key) for key in ("total", "members", "band"))
    titles = {band.name: getattr(band.title, lang) if band.title else band.name for band in scheme.member.bands}
    names = [titles[band.name] for band in sorted(scheme.member.bands, key=lambda scheme_band: -scheme_band.at_least)]
    values = [
        {band: titles[name], "from": low / 100, "to": (low + _BAR) / 100, members: count} for name, low, count in rows
    ]
    rated = sum(count for _, _, count in rows)
    title = _WORDS.say(lang, "title", rated=f"{rated:,}", month=month_text(month))
    base = altair.Chart(altair.Data(values=values), title=title)
    return (
        base.mark_bar()
        .encode(
            x=altair.X("from:Q", bin="binned", title=total),
            x2="to:Q",
            y=altair.Y(f"{members}:Q", title=members, stack=None),
            color=altair.Color(f"{band}:N", sort=names, scale=altair.Scale(domain=names, range=_COLOURS[: len(names)])),
        )
        .properties(width=640, height=260)
    )


#: Told apart by brightness as well as by hue.
_COLOURS = ["#14532d", "#4d8f5b", "#d9a441", "#b4532a", "#7c3aed", "#475569", "#0ea5e9", "#be185d"]

"""The tables of docs/explanation/performance.md, from the JSON."""

from typing import Any

Found = dict[str, Any] | None

_NOT_YET = "Not measured yet."
_NAMES = {
    "pandas": "pandas",
    "postgres": "PostgreSQL",
    "spark": "Spark (our engine, `--engine spark`)",
    "loop": "loop over members, facts in dictionaries",
    "loop_queries": "loop over members, facts asked of PostgreSQL",
}


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table: the first column is text, the others are figures."""
    rule = ["---", *["---:" for _ in head[1:]]]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *rows])


def seconds(amount: float) -> str:
    """Seconds as one reads them."""
    return f"{amount:,.1f} s" if amount < 100 else f"{amount:,.0f} s"


def mib(amount: float) -> str:
    """MiB, or GiB where there are many."""
    return f"{amount:,.0f} MiB" if amount < 1024 else f"{amount / 1024:,.2f} GiB"


def machines(found: dict[str, Found]) -> str:
    """On what each benchmark ran."""
    lines = []
    for name, content in found.items():
        if content is None:
            continue
        its = content["machine"]
        versions = ", ".join(f"{what} {number}" for what, number in sorted(its["versions"].items()))
        lines.append(
            f"- `{name}`, {its['measured_on']}: {its['cores_used']} cores of {its['cores_there']} "
            f"({its['processor']}), {its['memory_gib']} GiB, {its['system']}; "
            f"the engine with `--memory {content['memory']}`; {versions}."
        )
    return "\n".join(lines) or _NOT_YET


def beside_the_floor(found: Found) -> str:
    """The engine beside the floor."""
    if found is None:
        return _NOT_YET
    data, ran = found["data"], found["contestants"]
    names = {
        "engine": "the engine: all six tables, written and fsynced",
        "floor": "the floor: `GROUP BY subject_id, kind`, nothing kept",
        "floor_written": "the floor, its groups sorted, written and fsynced",
    }
    rows = [
        [text, seconds(ran[name]["wall_s"]), seconds(ran[name]["cpu_s"]), mib(ran[name]["peak_mib"])]
        for name, text in names.items()
    ]
    over, written = found["engine_over_floor"], found["engine_over_floor_written"]
    pairs = len(ran["engine"]["runs"])
    return "\n\n".join(
        [
            f"{data['members']:,} members, {data['facts']:,} facts ({data['first']} to {data['last']}, "
            f"{data['facts_bytes'] / 2**20:,.0f} MiB), {found['tables']['points']['rows']:,} points rows out.",
            table(["contestant", "wall", "CPU", "peak memory"], rows),
            f"Engine / floor: **{over['wall']:.2f}** (median of {pairs} pairs, from {over['wall_least']:.2f} to "
            f"{over['wall_most']:.2f}; CPU {over['cpu']:.2f}). Engine / floor written: {written['wall']:.2f}.",
        ]
    )


def growth(found: Found) -> str:
    """The sizes of the nation benchmark."""
    if found is None:
        return _NOT_YET
    rows = [
        [
            f"{size['data']['members']:,}",
            f"{size['data']['facts']:,}",
            seconds(size["data"]["simulated_in_s"]),
            seconds(size["wall_s"]),
            seconds(size["cpu_s"]),
            mib(size["peak_mib"]),
            f"{linearity:.2f}",
        ]
        for size, linearity in zip(found["sizes"], found["linearity"], strict=True)
    ]
    head = ["members", "facts", "simulated in", "wall", "CPU", "peak memory", "time a fact, city = 1"]
    return "\n\n".join([table(head, rows), *_beyond_the_fixed_part(found["sizes"])])


def _beyond_the_fixed_part(sizes: list[dict[str, Any]]) -> list[str]:
    """The same figure from ten cities on, where starting up no longer counts."""
    if len(sizes) < 3:
        return []
    middle, last = sizes[1], sizes[2]
    linearity = (last["wall_s"] / middle["wall_s"]) / (last["data"]["facts"] / middle["data"]["facts"])
    return [
        "A city's time has a fixed part, which makes everything larger look better than linear; "
        f"from ten cities to the nation the time a fact grows by the factor **{linearity:.2f}**."
    ]


def peers(found: Found) -> str:
    """Every peer beside the engine on the same data."""
    if found is None:
        return _NOT_YET
    rows = [_peer(name, found["peers"][name]) for name in _NAMES if name in found["peers"]]
    head = [
        "peer",
        "members",
        "peer's wall",
        "engine's wall",
        "peer / engine",
        "peer's CPU",
        "peer's memory",
        "rows that differ",
    ]
    return table(head, rows)


def _peer(name: str, line: dict[str, Any]) -> list[str]:
    if "left_out" in line:
        return [f"{_NAMES[name]}: left out, {line['left_out'].splitlines()[0][:160]}", *[""] * 7]
    over, its = line["peer_over_engine"], line["peer"]
    extrapolated = its.get("extrapolated", False)
    sample = f" (from {line['sample']['members']:,})" if extrapolated else ""
    return [
        _NAMES[name],
        f"{line['data']['members']:,}{sample}",
        seconds(its["wall_s"]),
        seconds(line["engine"]["wall_s"]),
        f"{over['wall']:,.2f} ({over['wall_least']:,.2f} to {over['wall_most']:,.2f})",
        "" if extrapolated else seconds(its["cpu_s"]),
        "" if extrapolated else mib(its["peak_mib"]),
        f"{sum(line['differences'].values()):,}",
    ]


def factors(found: Found) -> list[tuple[str, float]]:
    """Names and factors for the plot, the engine among them."""
    if found is None:
        return []
    short = {"loop": "loop, dictionaries", "loop_queries": "loop, queries", "spark": "Spark"}
    lines = [
        (short.get(name, _NAMES[name]), float(line["peer_over_engine"]["wall"]))
        for name, line in found["peers"].items()
        if "left_out" not in line
    ]
    return sorted([("goodstanding", 1.0), *lines], key=lambda line: line[1])


def aims(found: dict[str, Found]) -> str:
    """What was aimed at, what came out, whether it was reached."""
    rows = [*_city_aims(found["city"]), *_peer_aims(found["peers"]), *_nation_aims(found["nation"])]
    return table(["aim", "asked", "measured", "reached"], rows) if rows else _NOT_YET


def _city_aims(found: Found) -> list[list[str]]:
    if found is None:
        return []
    over, peak = found["engine_over_floor"]["wall"], found["contestants"]["engine"]["peak_mib"]
    most = found["aims"]
    return [
        _at_most("city's month / floor", over, most["floor_ratio_at_most"]),
        _at_most("city's month, memory in GiB", peak / 1024, most["peak_mib_at_most"] / 1024),
    ]


def _peer_aims(found: Found) -> list[list[str]]:
    if found is None:
        return []
    asked = {
        "spark": "spark_over_engine_at_least",
        "loop": "loop_over_engine_at_least",
        "loop_queries": "loop_over_engine_at_least",
    }
    return [
        _at_least(f"{_NAMES[name]} / engine", found["peers"][name]["peer_over_engine"]["wall"], found["aims"][aim])
        for name, aim in asked.items()
        if "peer_over_engine" in found["peers"].get(name, {})
    ]


def _nation_aims(found: Found) -> list[list[str]]:
    if found is None or len(found["sizes"]) < 3:
        return []
    most, peak = found["aims"], found["sizes"][-1]["peak_mib"]
    return [
        _at_most("nation, time a fact against the city", found["linearity"][-1], most["linearity_at_most"]),
        _at_most("nation, memory in GiB", peak / 1024, most["peak_mib_at_most"] / 1024),
    ]


def _at_most(name: str, measured: float, asked: float) -> list[str]:
    return [name, f"at most {asked:g}", f"{measured:,.2f}", "yes" if measured <= asked else "**no**"]


def _at_least(name: str, measured: float, asked: float) -> list[str]:
    return [name, f"at least {asked:g}", f"{measured:,.2f}", "yes" if measured >= asked else "**no**"]

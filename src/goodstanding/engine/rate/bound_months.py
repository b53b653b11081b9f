"""In which months which rule bound whom: the months of the window as bits, for each track and indicator."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from goodstanding.engine.arithmetic import bit_or, narrow, whole
from goodstanding.engine.backend import Backend
from goodstanding.engine.period import WINDOW
from goodstanding.engine.rate import cells as rule_cells
from goodstanding.engine.rate.population import Population, profile_in, union_all
from goodstanding.engine.scheme.scheme import Scheme

#: More places than a scheme has indicators.
_PLACES = 2**20


def eligibility(backend: Backend, scheme: Scheme, tags: Sequence[frozenset[str]], subject: str) -> ir.Table:
    """Which indicator applies to which profile, and whether it is voluntary: profile, place, voluntary."""
    return backend.table(rule_cells.eligibility_rows(scheme, tags, subject), rule_cells.ELIGIBILITY_COLUMNS)


def standing(backend: Backend, eligible: ir.Table, population: Population) -> ir.Table:
    """For each track and indicator: standing_key, track, place, had (the months in which it applied), bound (those of
    them in which it was not voluntary)."""
    tracks = population.tracks
    lived = union_all(
        [
            tracks.select("track", profile=profile_in(tracks, slot), bit=whole(2**slot)).filter(ibis._.profile > 0)
            for slot in range(WINDOW)
        ]
    )
    held = lived.join(eligible, "profile")
    grouped = held.group_by("track", "place").agg(
        had=narrow(held.bit.sum()), bound=bit_or(ibis.ifelse(held.voluntary, whole(0), held.bit))
    )
    return backend.keep(grouped.mutate(standing_key=_key(grouped)))


def with_standing(rows: ir.Table, population: Population, standings: ir.Table) -> ir.Table:
    """Adds had and bound to rows with subject_id and place.

    One key made of both sides lets no engine join all subjects with all rules first.
    """
    tracked = rows.join(population.subjects.select("subject_id", "track"), "subject_id")
    keyed = tracked.mutate(key=_key(tracked))
    return keyed.join(standings.select("standing_key", "had", "bound"), keyed.key == standings.standing_key).drop(
        "key", "standing_key", "track"
    )


def _key(rows: ir.Table) -> ir.IntegerValue:
    return rows.track * _PLACES + rows.place

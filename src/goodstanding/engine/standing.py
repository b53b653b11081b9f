"""In which months which rule bound whom: the months of the window as bits, for each track and indicator."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from goodstanding.engine import rulebook
from goodstanding.engine.arithmetic import bit_or, narrow, whole
from goodstanding.engine.backends import Backend
from goodstanding.engine.period import WINDOW
from goodstanding.engine.population import Population, profile_in, union_all
from goodstanding.engine.scheme import Scheme


def eligibility(backend: Backend, scheme: Scheme, tags: Sequence[frozenset[str]], subject: str) -> ir.Table:
    """Which indicator applies to which profile, and whether it is voluntary: profile, place, voluntary."""
    return backend.table(rulebook.eligibility_rows(scheme, tags, subject), rulebook.ELIGIBILITY_COLUMNS)


def standing(backend: Backend, eligible: ir.Table, population: Population) -> ir.Table:
    """For each track and indicator: track, place, had (the months in which it applied), bound (those of them in which
    it was not voluntary)."""
    tracks = population.tracks
    lived = union_all(
        [
            tracks.select("track", profile=profile_in(tracks, slot), bit=whole(2**slot)).filter(ibis._.profile > 0)
            for slot in range(WINDOW)
        ]
    )
    held = lived.join(eligible, "profile")
    return backend.keep(
        held.group_by("track", "place").agg(
            had=narrow(held.bit.sum()), bound=bit_or(ibis.ifelse(held.voluntary, whole(0), held.bit))
        )
    )

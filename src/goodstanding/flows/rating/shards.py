"""Stretches of member numbers that hold about equally many members each."""

import ibis.expr.types as ir

from goodstanding.engine.arithmetic import quotient, whole
from goodstanding.engine.backend import Backend
from goodstanding.engine.rate.population import Between

_BUCKETS = 4096


def shards_of(backend: Backend, members: ir.Table, wanted: int) -> list[Between]:
    """At most `wanted` stretches that together cover every number; the result of a run is the same for any of them."""
    ((lowest, highest),) = backend.rows(members.agg(low=members.member_id.min(), high=members.member_id.max()))
    if wanted <= 1 or lowest is None or lowest == highest:
        return [Between()]
    width = (highest - lowest) // _BUCKETS + 1
    bucket = quotient(members.member_id - lowest, whole(width))
    counted = members.group_by(bucket=bucket).agg(count=members.count())
    ends = _ends(sorted(backend.rows(counted.select("bucket", "count"))), wanted)
    cuts = [lowest + width * (end + 1) - 1 for end in ends]
    firsts = [None, *[cut + 1 for cut in cuts]]
    return [Between(first, last) for first, last in zip(firsts, [*cuts, None], strict=True)]


def _ends(counts: list[tuple[int, int]], wanted: int) -> list[int]:
    """The last bucket of every stretch but the last."""
    total = sum(count for _, count in counts)
    ends, counted = list[int](), 0
    for bucket, count in counts[:-1]:
        counted += count
        if counted * wanted >= total * (len(ends) + 1):
            ends.append(bucket)
    return ends[: wanted - 1]

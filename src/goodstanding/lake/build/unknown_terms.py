"""Words that no scheme names: perhaps another scheme's, perhaps a slip. They are told, never refused."""

from collections.abc import Iterator, Sequence

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.lake.build.staging import Staging

_KINDS = "SELECT kind, count(*) FROM sound_facts GROUP BY ALL ORDER BY ALL"
_CLASSES = "SELECT word, count(*) FROM (SELECT unnest(classes) AS word FROM sound_members) GROUP BY ALL ORDER BY ALL"


def unknown_words(staging: Staging, schemes: Sequence[Scheme]) -> Iterator[str]:
    """A sentence for each kind and each class that none of the schemes names; nothing without schemes."""
    if not schemes:
        return
    kinds = {kind for scheme in schemes for kind in scheme.fact_kinds}
    classes = {word for scheme in schemes for word in scheme.classes}
    for kind, count in staging.sql.execute(_KINDS).fetchall():
        if kind not in kinds:
            yield f"No scheme names the kind {kind!r} ({count:,} facts)."
    for word, count in staging.sql.execute(_CLASSES).fetchall():
        if word not in classes:
            yield f"No scheme names the class {word!r} ({count:,} rows of members)."

"""Words in a lake that the scheme does not name: worth a warning, never an error."""

from goodstanding.engine.backend import Backend
from goodstanding.engine.period import first_of_year
from goodstanding.engine.rate.population import union_all
from goodstanding.engine.run import Rating


def unknown_words(backend: Backend, one: Rating) -> tuple[str, ...]:
    """One sentence for each class, unit level or type, and kind of fact of the year that the scheme does not know."""
    classes = {word for label in one.labels for word in label.split(";") if word} - set(one.scheme.classes)
    warnings = [f"The class {word} is not in the scheme; no rule names it." for word in sorted(classes)]
    facts = [facts for month, facts in sorted(one.inputs.facts.items()) if month >= first_of_year(one.month)]
    if facts:
        kinds = {kind for (kind,) in backend.rows(union_all([one.select("kind") for one in facts]).distinct())}
        unknown = sorted(kinds - set(one.scheme.fact_kinds))
        warnings += [f"The kind {word} is not in the scheme; its facts count nowhere." for word in unknown]
    return tuple(warnings)

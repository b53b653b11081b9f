"""Words in a lake that the scheme does not name: worth a warning, never an error."""

from goodstanding.engine.backend import Backend
from goodstanding.engine.period import first_of_year
from goodstanding.engine.rate.population import union_all
from goodstanding.engine.run import Rating


def unknown_words(backend: Backend, rating: Rating) -> tuple[str, ...]:
    """One sentence for each class, unit level or type, and kind of fact of the year that the scheme does not know."""
    classes = {word for label in rating.labels for word in label.split(";") if word} - set(rating.scheme.classes)
    warnings = [f"The class {word} is not in the scheme; no rule names it." for word in sorted(classes)]
    facts = [facts for month, facts in sorted(rating.inputs.facts.items()) if month >= first_of_year(rating.month)]
    if facts:
        kinds = {kind for (kind,) in backend.rows(union_all([fact.select("kind") for fact in facts]).distinct())}
        unknown = sorted(kinds - set(rating.scheme.fact_kinds))
        warnings += [f"The kind {word} is not in the scheme; its facts count nowhere." for word in unknown]
    return tuple(warnings)

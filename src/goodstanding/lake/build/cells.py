"""How a cell's text becomes a value, and what can be wrong with it, as SQL."""

# ruff: noqa: S608 - the pieces of these queries are names from this package, never text of the input.

from dataclasses import dataclass

from goodstanding.engine.scheme.scheme import MOST_VALUE
from goodstanding.lake.build.tables import FACTS, FIRST_YEAR, LAST_YEAR, MEMBERS, UNITS, Incoming


@dataclass(frozen=True)
class LakeColumn:
    """A typed column: `value` is null where the cell `name` holds none, `faults` are (condition, fault) in order."""

    name: str
    value: str
    faults: tuple[tuple[str, str], ...]


def _fault(reason: str, name: str) -> str:
    return f"'{reason}@{name}'"


def _choice(*cases: tuple[str, str], otherwise: str) -> str:
    return "CASE " + " ".join(f"WHEN {condition} THEN {then}" for condition, then in cases) + f" ELSE {otherwise} END"


def _checked(name: str, value: str, wrong: str, optional: bool) -> LakeColumn:
    """A column whose cells are right exactly where the value is there (or, if optional, the cell is empty)."""
    empty = () if optional else ((f"\"{name}\" = ''", _fault("empty", name)),)
    return LakeColumn(name, value, (*empty, (f"typed_{name} IS NULL AND \"{name}\" <> ''", wrong)))


def _integer(name: str, optional: bool = False) -> LakeColumn:
    value = f'CASE WHEN regexp_full_match("{name}", \'-?[0-9]+\') THEN TRY_CAST("{name}" AS BIGINT) END'
    return _checked(name, value, _fault("not_integer", name), optional)


def _month(name: str, optional: bool = False) -> LakeColumn:
    pattern = "[0-9]{4}-(0[1-9]|1[0-2])"
    number = f'TRY_CAST(left("{name}", 4) AS INTEGER) * 12 + TRY_CAST(right("{name}", 2) AS INTEGER) - 1'
    known = (
        f"regexp_full_match(\"{name}\", '{pattern}') AND left(\"{name}\", 4) BETWEEN '{FIRST_YEAR}' AND '{LAST_YEAR}'"
    )
    return _checked(name, f"CASE WHEN {known} THEN {number} END", _fault("month", name), optional)


def _date(name: str) -> LakeColumn:
    day = f'TRY_CAST("{name}" AS DATE)'
    # Only the ISO form comes back as it was written.
    known = f'CAST({day} AS VARCHAR) = "{name}" AND year({day}) BETWEEN {FIRST_YEAR} AND {LAST_YEAR}'
    return _checked(name, f"CASE WHEN {known} THEN {day} END", _fault("date", name), optional=False)


def _amount(name: str) -> LakeColumn:
    number = f'TRY_CAST("{name}" AS DECIMAL(14, 3))'
    decimal = f"regexp_full_match(\"{name}\", '[0-9]+(\\.[0-9]{{1,3}})?') AND {number} <= {MOST_VALUE // 1000}"
    value = f"CASE WHEN {decimal} THEN CAST({number} * 1000 AS BIGINT) END"
    wrong = _choice(
        (f"regexp_full_match(\"{name}\", '-[0-9]+(\\.[0-9]+)?')", _fault("negative", name)),
        (f"regexp_full_match(\"{name}\", '[0-9]+\\.[0-9]{{4,}}')", _fault("places", name)),
        (f"regexp_full_match(\"{name}\", '[0-9]+(\\.[0-9]+)?')", _fault("too_large", name)),
        otherwise=_fault("not_decimal", name),
    )
    return _checked(name, value, wrong, optional=True)


def _class_list(name: str) -> LakeColumn:
    trimmed = f"list_transform(string_split(\"{name}\", ';'), lambda word: trim(word))"
    return LakeColumn(name, f"list_sort(list_distinct(list_filter({trimmed}, lambda word: word <> '')))", ())


def _text(name: str) -> LakeColumn:
    return LakeColumn(name, f'"{name}"', ())


_KIND = LakeColumn("kind", '"kind"', (("\"kind\" = ''", _fault("empty", "kind")),))
_SUBJECT = LakeColumn(
    "subject", '"subject"', (("\"subject\" NOT IN ('member', 'unit')", _fault("subject", "subject")),)
)
_UNTIL = _month("until", optional=True)
_AFTER = LakeColumn(
    _UNTIL.name, _UNTIL.value, (*_UNTIL.faults, ("typed_until <= typed_from", _fault("order", "until")))
)

_COLUMNS = {
    UNITS: (_integer("unit_id"), _integer("parent_id", optional=True), _text("level"), _text("type"), _text("name")),
    MEMBERS: (_integer("member_id"), _integer("unit_id"), _class_list("classes"), _month("from"), _AFTER),
    FACTS: (
        _integer("fact_id"),
        _SUBJECT,
        _integer("subject_id"),
        _KIND,
        _amount("value"),
        _date("occurred_on"),
    ),
}


def typed(table: Incoming, incoming: str) -> str:
    """SQL: the rows of `incoming`, a table's stream, typed, with `fault` and `fault_value`. Blank rows are no rows."""
    columns = _COLUMNS[table]
    trimmed = ", ".join(f'trim(coalesce("{column.name}", \'\')) AS "{column.name}"' for column in columns)
    values = ", ".join(f"{column.value} AS typed_{column.name}" for column in columns)
    blank = " AND ".join(f"coalesce(\"{column.name}\", '') = ''" for column in columns)
    faults = [case for column in columns for case in column.faults]
    fault = _choice(("fault IS NOT NULL", "fault"), *faults, otherwise="NULL")
    found = " ".join(f"WHEN '{column.name}' THEN \"{column.name}\"" for column in columns)
    return f"""
        WITH cells AS (SELECT seq, fault, fault_value, {trimmed} FROM {incoming}
            WHERE fault IS NOT NULL OR NOT ({blank})),
        valued AS (SELECT *, {values} FROM cells),
        judged AS (SELECT * REPLACE ({fault} AS fault) FROM valued)
        SELECT seq, {", ".join(f'typed_{column.name} AS "{column.name}"' for column in columns)}, fault,
            CASE WHEN fault IS NULL THEN NULL
                 WHEN fault_value IS NOT NULL THEN fault_value
                 ELSE CASE split_part(fault, '@', 2) {found} END END AS fault_value
        FROM judged"""

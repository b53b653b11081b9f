"""A new database has the tables that an older one comes to step by step."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from goodstanding.models import Run
from tests.old_tables import StepByStep

_TABLES = """
import json, sys
from django.db import connection
from django.db.migrations import executor, loader
from goodstanding.cli import database
if sys.argv[1] == "step by step":
    from tests import old_tables
    executor.MigrationLoader = loader.MigrationLoader = old_tables.StepByStep
database.set_up()
database.up_to_date()
found = {}
with connection.cursor() as cursor:
    for table in connection.introspection.table_names(cursor):
        columns = connection.introspection.get_table_description(cursor, table)
        constraints = connection.introspection.get_constraints(cursor, table)
        # Django derives some names from a table's own, and a table that was renamed keeps those.
        named = {name: about for name, about in constraints.items() if about["check"] or about["unique"]}
        others = sorted([about["columns"] for name, about in constraints.items() if name not in named], key=str)
        found[table] = [sorted([c.name, str(c.type_code), bool(c.null_ok)] for c in columns), sorted(named), others]
print(json.dumps(found))
"""


def test_one_step_describes_the_same_tables_as_the_many() -> None:
    quick = _models(MigrationLoader(None).project_state())
    slow = _models(StepByStep(None).project_state())
    assert len(quick) > 40
    assert quick == slow


def _models(state: ProjectState) -> dict[str, list[str]]:
    """What there is to say of each of our models, by its name, in an order of its own."""
    ours = {name: model for (label, name), model in state.models.items() if label == Run._meta.app_label}
    return {name: sorted([*_fields(model), *_options(model)]) for name, model in ours.items()}


def _fields(model: ModelState) -> list[str]:
    return [f"{name}: {field.deconstruct()[1:]}" for name, field in model.fields.items()]


def _options(model: ModelState) -> list[str]:
    several = {"constraints", "indexes"}
    described = [repr(one) for name in several for one in model.options.get(name, [])]
    return described + [f"{name}: {value}" for name, value in model.options.items() if name not in several]


@pytest.mark.thorough
def test_a_database_made_in_one_step_has_the_tables_of_one_made_in_many(tmp_path: Path) -> None:
    quick, slow = (_tables(tmp_path / way, way) for way in ("one step", "step by step"))
    assert len(quick) > 60
    assert quick == slow


def _tables(folder: Path, way: str) -> Any:
    folder.mkdir()
    named = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    command = [sys.executable, "-c", _TABLES, way]
    ran = subprocess.run(command, env={**named, "GOODSTANDING_DATA": str(folder)}, check=True, capture_output=True)
    return json.loads(ran.stdout)

"""Names are written in one way and found as people say them; what is stored is written and read anew."""

from collections.abc import Callable
from typing import Any

from django.db import migrations

from goodstanding.names.sounds import initials, letters, sounds
from goodstanding.names.spelling import name_of

_AT_A_TIME = 2000
Anew = Callable[[str], dict[str, str]]


def _person(name: str) -> dict[str, str]:
    name = name_of(name)
    return {"name": name, **sounds(name)}


def _title(name: str) -> dict[str, str]:
    return {"pinyin": letters(name), "initials": initials(name)}


def _is_changed(one: Any, values: dict[str, str]) -> bool:
    before = {name: getattr(one, name) for name in values}
    for name, value in values.items():
        setattr(one, name, value)
    return before != values


def _write(model: Any, anew: Anew, fields: list[str]) -> None:
    last = 0
    while batch := list(model.objects.filter(pk__gt=last).order_by("pk").only("name", *fields)[:_AT_A_TIME]):
        last = batch[-1].pk
        model.objects.bulk_update([one for one in batch if _is_changed(one, anew(one.name))], fields)


def read_anew(apps: Any, _editor: Any) -> None:
    """Only rows that are different are written."""
    _write(apps.get_model("goodstanding", "Member"), _person, ["name", "pinyin", "initials"])
    _write(apps.get_model("goodstanding", "Unit"), _title, ["pinyin", "initials"])


class Migration(migrations.Migration):
    """Data only; the way back leaves it as it is."""

    dependencies = [("goodstanding", "0014_votes_of_the_welcome")]
    operations = [migrations.RunPython(read_anew, migrations.RunPython.noop)]

"""What a run's lake shares with others, as links that stay right when the whole folder is moved or restored."""

import os
import shutil
from pathlib import Path

from goodstanding.engine.problems import InputError
from goodstanding.lake.layout import Lake

#: Of a store's folders, those whose content is shared, with how many names lead from the store into one of them.
_SHARED = {"rosters": 2, "facts": 2, "units": 3}


def link(here: Path, there: Path) -> None:
    """Makes `here` show `there`, in place of what it showed before: a relative link, or a copy.

    No relative link can lead there where a folder between the two is itself a link to another place.
    """
    here.parent.mkdir(parents=True, exist_ok=True)
    aside = here.with_name(f".{here.name}.link")
    _remove(aside)
    aside.symlink_to(os.path.relpath(there.absolute(), here.parent.absolute()))
    if aside.resolve() != there.resolve():
        aside.unlink()
        _copy(there, aside)
    if here.is_dir() and not here.is_symlink():
        shutil.rmtree(here)
    aside.replace(here)


def mend_links(lake: Lake) -> None:
    """Makes the links of a run's lake relative. Earlier versions wrote whole paths: moved, they showed the old place.

    Raises InputError where what a link showed was not brought along. Links of other kinds are left as they are.
    """
    for here in (lake.units, *lake.root.glob("members/*"), *lake.root.glob("facts/*")):
        if here.is_symlink() and here.readlink().is_absolute():
            _mend(lake, here, here.readlink())


def _mend(lake: Lake, here: Path, told: Path) -> None:
    names = next((told.parts[-count:] for name, count in _SHARED.items() if told.parts[-count:][:1] == (name,)), None)
    if names is None or lake.root.absolute().parent.name != "runs":
        return
    there = lake.root.absolute().parent.parent.joinpath(*names)
    if not there.exists():
        raise InputError(
            f"{here} shows {told}, and {there} is not there: bring the folder {names[0]} along with the runs."
        )
    link(here, there)


def _copy(there: Path, place: Path) -> None:
    if there.is_dir():
        shutil.copytree(there, place)
    else:
        shutil.copy2(there, place)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

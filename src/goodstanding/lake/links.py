"""What a run's lake shares with others, as links that stay right when the whole folder is moved or restored."""

import os
import shutil
from pathlib import Path

from goodstanding.engine.problems import InputError
from goodstanding.lake.layout import Lake

#: Of a store's folders, those whose content is shared, with how many names lead from the store into one of them.
_SHARED = {"rosters": 2, "facts": 2, "units": 3}


def link(shortcut: Path, target: Path) -> None:
    """Makes `shortcut` show `target`, in place of what it showed before: a relative link, or a copy.

    No relative link can lead there where a folder between the two is itself a link to another place.
    """
    shortcut.parent.mkdir(parents=True, exist_ok=True)
    aside = shortcut.with_name(f".{shortcut.name}.link")
    _remove(aside)
    aside.symlink_to(os.path.relpath(target.absolute(), shortcut.parent.absolute()))
    if aside.resolve() != target.resolve():
        aside.unlink()
        _copy(target, aside)
    if shortcut.is_dir() and not shortcut.is_symlink():
        shutil.rmtree(shortcut)
    aside.replace(shortcut)


def mend_links(lake: Lake) -> None:
    """Makes the links of a run's lake relative. Earlier versions wrote whole paths: moved, they showed the old place.

    Raises InputError where what a link showed was not brought along. Links of other kinds are left as they are.
    """
    for shortcut in (lake.units, *lake.root.glob("members/*"), *lake.root.glob("facts/*")):
        if shortcut.is_symlink() and shortcut.readlink().is_absolute():
            _mend(lake, shortcut, shortcut.readlink())


def _mend(lake: Lake, shortcut: Path, old_target: Path) -> None:
    names = next(
        (old_target.parts[-count:] for name, count in _SHARED.items() if old_target.parts[-count:][:1] == (name,)), None
    )
    if names is None or lake.root.absolute().parent.name != "runs":
        return
    target = lake.root.absolute().parent.parent.joinpath(*names)
    if not target.exists():
        raise InputError(
            f"{shortcut} shows {old_target}, and {target} is not there: "
            f"bring the folder {names[0]} along with the runs."
        )
    link(shortcut, target)


def _copy(source: Path, destination: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, destination)
    else:
        shutil.copy2(source, destination)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

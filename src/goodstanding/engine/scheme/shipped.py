"""The schemes that come with the software, found by name wherever it is installed."""

from importlib.resources import files
from pathlib import Path

from goodstanding.engine.problems import InputError


def shipped_schemes() -> dict[str, Path]:
    """The folder of every scheme that comes with the software, by name.

    An installed package has them inside; in a checkout they lie beside `src`.
    """
    package = Path(str(files("goodstanding")))
    inside, beside = package / "schemes", package.parent.parent / "schemes"
    found = (inside if inside.is_dir() else beside).glob("*/scheme.yaml")
    return {path.parent.name: path.parent for path in sorted(found)}


def scheme_folder(named: Path) -> Path:
    """The folder of a scheme that is named by its folder, or by the name of one that comes with the software.

    A folder goes before a name. Raises InputError where there is neither.
    """
    if (named / "scheme.yaml").is_file():
        return named
    if named.is_dir():
        raise InputError(f"There is no scheme.yaml in {named}; name the folder of a scheme.")
    shipped = shipped_schemes()
    if str(named) in shipped:
        return shipped[str(named)]
    names = " or ".join(shipped)
    raise InputError(f"There is no folder {named}; name the folder of a scheme, or a scheme that comes along: {names}.")

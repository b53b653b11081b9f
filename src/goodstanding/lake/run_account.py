"""What a run says of itself: how it was made, and with which rules. Read without anything that computes."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.lake.manifest import manifest_of


def refuse_absent(path: Path) -> None:
    """Raises InputError where a file of a run is not there."""
    if not path.is_file():
        raise InputError(f"{path} is {'no file' if path.exists() else 'missing'}; rate the month again.")


def run_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a run. Raises InputError where it cannot be read."""
    path = folder / "manifest.json"
    refuse_absent(path)
    try:
        return manifest_of(path.read_text(encoding="utf-8"))
    except ValidationError:
        raise InputError(f"{path} does not hold the account of a run; rate the month again.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read ({error}); rate the month again.") from None


def run_scheme(folder: Path) -> Scheme:
    """The scheme that a run was made with, as it was then. Raises InputError where it cannot be read."""
    path = folder / "scheme.json"
    refuse_absent(path)
    try:
        return Scheme.model_validate_json(path.read_text(encoding="utf-8"))
    except ValidationError:
        raise InputError(f"{path} does not hold a scheme of this version; rate the month again.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read ({error}); rate the month again.") from None

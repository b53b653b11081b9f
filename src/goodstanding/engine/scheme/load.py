"""Reads a scheme's folder into a Scheme, or says everything that is wrong with its form."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from goodstanding.engine.problems import InputError, Problem
from goodstanding.engine.scheme.scheme import Indicator, Scheme
from goodstanding.engine.scheme.source import Source, read_yaml

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Loaded:
    """A scheme's folder as read: the scheme, or None with the faults; sources keep the lines for later checks."""

    folder: Path
    scheme: Scheme | None
    faults: tuple[Problem, ...]
    head: Source
    indicators: dict[str, Source]

    def source_of(self, code: str) -> Source:
        """The file of an indicator."""
        return self.indicators[code]


def load_scheme(folder: Path) -> Loaded:
    """Reads scheme.yaml and indicators/*.yaml. Every fault of form is found at once; nothing is raised."""
    head = read_yaml(folder / "scheme.yaml", "scheme.yaml")
    sources = [
        read_yaml(path, f"indicators/{path.name}")
        for path in sorted((folder / "indicators").glob("*"))
        if path.is_file() and not path.name.startswith(".")
    ]
    faults = [fault for source in [head, *sources] for fault in source.faults]
    by_code: dict[str, Source] = {}
    indicators = []
    for source in sources:
        indicator, wrong = _indicator(source, by_code)
        faults += wrong
        if indicator is not None:
            by_code[indicator.code] = source
            indicators.append(indicator)
    scheme = _head(head, faults, indicators)
    return Loaded(folder, scheme, tuple(sorted(set(faults))), head, by_code)


def scheme_of(folder: Path) -> Scheme:
    """The scheme in a folder that must be right in form. Raises InputError with every fault."""
    loaded = load_scheme(folder)
    if loaded.scheme is None or loaded.faults:
        raise InputError(f"The scheme in {folder} is not right: {len(loaded.faults)} fault(s).", loaded.faults)
    return loaded.scheme


def _indicator(source: Source, known: dict[str, Source]) -> tuple[Indicator | None, list[Problem]]:
    if not source.file.endswith(".yaml"):
        return None, [Problem(source.file, 0, "is not a .yaml file; move it out of indicators/")]
    if source.faults and source.content is None:
        return None, []
    indicator, faults = parse(Indicator, source)
    if indicator is None:
        return None, faults
    expected = f"indicators/{indicator.code.lower()}.yaml"
    if indicator.code in known:
        faults.append(source.fault(("code",), f"{indicator.code} is also the code of {known[indicator.code].file}"))
        return None, faults
    if source.file != expected:
        faults.append(source.fault(("code",), f"the file of {indicator.code} must be named {expected}"))
    return indicator, faults


def _head(head: Source, faults: list[Problem], indicators: list[Indicator]) -> Scheme | None:
    if head.faults and head.content is None:
        return None
    if isinstance(head.content, dict) and "indicators" in head.content:
        faults.append(head.fault(("indicators",), "indicators stand in files of their own, indicators/<code>.yaml"))
        return None
    scheme, wrong = parse(Scheme, head, indicators=tuple(sorted(indicators, key=lambda indicator: indicator.code)))
    faults += wrong
    return scheme


def parse(model: type[Model], source: Source, **more: Any) -> tuple[Model | None, list[Problem]]:
    """A model from a YAML file's content, or the faults with their lines."""
    if not isinstance(source.content, dict):
        return None, [Problem(source.file, 1, "must be a mapping of keys to values")]
    try:
        return model.model_validate({**source.content, **more}), []
    except ValidationError as error:
        return None, [_fault(source, detail) for detail in error.errors(include_url=False)]


_WORDS = {
    "extra_forbidden": "is not a key that is known here; take it out or mend its spelling",
    "missing": "is missing",
}


def _fault(source: Source, detail: Any) -> Problem:
    key_path = tuple(part for part in detail["loc"] if part != "[key]")
    message = _WORDS.get(detail["type"], str(detail["msg"]).removeprefix("Value error, "))
    return source.fault(key_path, f"{'.'.join(map(str, key_path)) or 'the file'}: {message}")

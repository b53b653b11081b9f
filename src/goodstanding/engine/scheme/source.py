"""YAML 1.2 with the line of every value, and decimals read exactly instead of as binary fractions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from goodstanding.engine.problems import Problem

KeyPath = tuple[str | int, ...]


#: libyaml reads a scheme of 136 files five times faster than the loader in Python; both read the same.
_FASTEST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _ExactLoader(_FASTEST):  # type: ignore[misc]
    """A safe loader that takes plain words as YAML 1.2 does: `on`, `no` and days are text; 0.1 is an exact Decimal."""


_ExactLoader.yaml_implicit_resolvers = {}


def _whole(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    return int(loader.construct_scalar(node))


def _exact(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(loader.construct_scalar(node))


for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?", "-+.0123456789"),
    ("merge", r"<<", "<"),
):
    _ExactLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_first))
_ExactLoader.add_constructor("tag:yaml.org,2002:int", _whole)
_ExactLoader.add_constructor("tag:yaml.org,2002:float", _exact)


@dataclass
class Source:
    """A YAML file's content with the lines its values stand on."""

    file: str
    content: Any
    lines: dict[KeyPath, int] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)

    def line(self, key_path: Sequence[str | int]) -> int:
        """The line of the value at that place, or of the nearest value around it."""
        for length in range(len(key_path), -1, -1):
            found = self.lines.get(tuple(key_path[:length]))
            if found is not None:
                return found
        return 1

    def fault(self, key_path: Sequence[str | int], message: str) -> Problem:
        """A fault at that place of this file."""
        return Problem(self.file, self.line(key_path), message)


def read_yaml(path: Path, name: str) -> Source:
    """Reads one file. Syntax errors and doubled keys become faults; then content is None or the last value."""
    source = Source(name, None)
    try:
        text = path.read_text(encoding="utf-8-sig")
        loader = _ExactLoader(text)
    except OSError as error:
        source.faults.append(Problem(name, 0, f"cannot be read: {error.strerror}"))
        return source
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        source.faults.append(Problem(name, 1, f"is not UTF-8 text: {error}"))
        return source
    try:
        node = loader.get_single_node()
        if node is not None:
            _note_lines(node, (), source)
            source.content = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        # What breaks off is noticed after the last line; name the line it stands on.
        last = max(1, len(text.splitlines()))
        line = min(error.problem_mark.line + 1, last) if error.problem_mark else 1
        source.faults.append(Problem(name, line, f"is not YAML: {error.problem}"))
    except (ValueError, RecursionError) as error:
        source.faults.append(Problem(name, 1, f"holds a value that cannot be read: {error}"))
    finally:
        loader.dispose()
    return source


def _note_lines(node: yaml.Node, key_path: KeyPath, source: Source) -> None:
    source.lines[key_path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _note_lines(item, (*key_path, index), source)
    if isinstance(node, yaml.MappingNode):
        keys: set[str] = set()
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in keys:
                source.faults.append(
                    Problem(source.file, key_node.start_mark.line + 1, f"the key {key!r} stands twice")
                )
            keys.add(key)
            _note_lines(value_node, (*key_path, key), source)
            source.lines[(*key_path, key)] = key_node.start_mark.line + 1

"""Views stand side by side: none imports another, and what they take from actions does something."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "goodstanding"
WEB = SOURCE / "web"
ACTIONS = "goodstanding.actions"
#: Functions of actions without by= and at= that pages may call, and why.
EXCUSED = {
    "goodstanding.actions.people.accounts.choose": "what a screen looks like to oneself leaves no line for auditors",
    "goodstanding.actions.check_in.batch.check_in_all": "what arrived together, each with its account and its moment",
    "goodstanding.actions.check_in.request.state_of": "what became of a check-in, beside the type that says it",
}


def _is_view(path: Path) -> bool:
    return "views" in path.relative_to(WEB).parts or path.stem == "views"


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _module(name: str) -> Path | None:
    """The file of a dotted name below the package, if it is a module."""
    path = SOURCE.joinpath(*name.split(".")[1:])
    return path.with_suffix(".py") if path.with_suffix(".py").is_file() else None


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """By the name under which it stands here: what is imported, in full."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                yield one.asname or one.name, f"{node.module}.{one.name}"
        elif isinstance(node, ast.Import):
            for one in node.names:
                yield one.asname or one.name, one.name


def _imports_a_view(tree: ast.Module) -> list[str]:
    return [whole for _name, whole in _imported(tree) if whole.startswith("goodstanding.web.") and ".views" in whole]


def test_no_view_imports_another() -> None:
    views = [path for path in WEB.rglob("*.py") if path.name != "__init__.py" and _is_view(path)]
    assert len(views) > 20
    found = {str(path.relative_to(WEB)): _imports_a_view(_tree(path)) for path in views}
    assert {path: names for path, names in found.items() if names} == {}


def test_nothing_that_pages_share_imports_a_view() -> None:
    others = [path for path in WEB.rglob("*.py") if not _is_view(path) and path.parent.name != "urls"]
    found = {str(path.relative_to(WEB)): _imports_a_view(_tree(path)) for path in others}
    assert {path: names for path, names in found.items() if names} == {}


def _taken_from_actions(tree: ast.Module) -> Iterator[str]:
    """Every name of a module of actions that a file uses, in full."""
    modules = {}
    for name, whole in _imported(tree):
        if whole.startswith(ACTIONS):
            if _module(whole) is not None:
                modules[name] = whole
            else:
                yield whole
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield f"{modules[node.value.id]}.{node.attr}"


def _function(whole: str) -> ast.FunctionDef | None:
    module, _dot, name = whole.rpartition(".")
    path = _module(module)
    if path is None:
        return None
    return next((one for one in _tree(path).body if isinstance(one, ast.FunctionDef) and one.name == name), None)


def test_pages_take_from_actions_only_what_does_something() -> None:
    used = {whole for path in WEB.rglob("*.py") for whole in _taken_from_actions(_tree(path))}
    functions = {whole: found for whole in used if (found := _function(whole)) is not None}
    assert len(functions) > 60
    reads = {
        whole for whole, one in functions.items() if {"by", "at"}.isdisjoint(arg.arg for arg in one.args.kwonlyargs)
    }
    assert reads - set(EXCUSED) == set()

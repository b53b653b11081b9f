"""Modules are served under the hash of what they are and import; a phone stores all that pages without signal need."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goodstanding.flows.operations import static_files as collecting
from goodstanding.web.shell import static_files
from goodstanding.web.shell.views import shell
from tests.house import House

HASHED = re.compile(r"/static/goodstanding/js/(\w+)\.[0-9a-f]{12}\.js")
OFFLINE = ("offline", "check_in_kept", "roll_kept")


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """The folder of static files as an operator's server collects them."""
    backend = {"BACKEND": "goodstanding.web.shell.static_files.HashedStaticFiles"}
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {"staticfiles": backend}
    for each in (shell._look, shell._modules, shell._version):
        each.cache_clear()
    collecting.collect()
    yield tmp_path / "static" / "goodstanding" / "js"
    for each in (shell._look, shell._modules, shell._version):
        each.cache_clear()


def addresses(text: str) -> set[str]:
    return {found[0] for found in HASHED.finditer(text)}


def test_every_module_imports_by_hash(collected: Path) -> None:
    hashed = [path for path in collected.glob("*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)]
    assert len(hashed) > 30
    named = [(path, other) for path in hashed for other in re.findall(r' from "\./([^"]+)"', path.read_text())]
    assert len(named) > 20
    assert [one for one in named if not re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", one[1])] == []
    assert [one for one in named if not (collected / one[1]).exists()] == []


def test_a_change_of_one_module_changes_the_address_of_those_that_import_it(
    collected: Path, settings: Any, tmp_path: Path
) -> None:
    def served() -> dict[str, str]:
        storage = static_files.HashedStaticFiles()
        names = ("check_in", "check_in_sender", "request", "menu")
        return {name: storage.url(f"{static_files.SCRIPTS}{name}.js") for name in names}

    before = served()
    own = tmp_path / "own"
    shutil.copytree(
        collected.parents[1], own, ignore=shutil.ignore_patterns("*.gz", "*.br", "*.json", "*.????????????.*")
    )
    with (own / "goodstanding" / "js" / "request.js").open("a") as file:
        file.write("// Another version.\n")
    settings.STATICFILES_DIRS = [own]
    assert collecting.collect()
    after = served()
    assert {name for name in before if before[name] != after[name]} == {"check_in", "check_in_sender", "request"}


def test_files_are_collected_once_and_again_where_that_was_cut_off(
    collected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not collecting.collect(), "nothing has changed"
    with monkeypatch.context() as broken:
        broken.setattr(collecting, "_sources", lambda: "another version")
        broken.setattr(collecting, "call_command", _cut_off)
        with pytest.raises(KeyboardInterrupt):
            collecting.collect()
    (collected / "menu.js").unlink()
    assert collecting.collect(), "what was cut off is done again, though the sources are those of before"
    assert (collected / "menu.js").exists()


def _cut_off(*_arguments: Any, **_options: Any) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("route", OFFLINE)
def test_the_service_worker_stores_every_module_of_a_page_without_signal(
    house: House, collected: Path, route: str
) -> None:
    needed = addresses(Client().get(reverse(route)).content.decode())
    assert len(needed) >= 8
    ahead = list(needed)
    while ahead:
        script = collected / ahead.pop().rpartition("/")[2]
        imported = {f"/static/goodstanding/js/{name}" for name in re.findall(r' from "\./([^"]+)"', script.read_text())}
        ahead += imported - needed
        needed |= imported
    worker = Client().get(reverse("service_worker")).content.decode()
    assert needed - addresses(worker) == set()
    stored = re.search(r"const MODULES = \[(.*)\];", worker)
    assert stored is not None and addresses(stored[1]) >= needed


def test_the_policy_lets_a_page_load_its_modules_and_nothing_else(house: House) -> None:
    policy = Client().get(reverse("check_in_kept"))["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if " " in rule.strip())
    assert (rules["default-src"], rules["script-src"], rules["worker-src"]) == ("'none'", "'self'", "'self'")

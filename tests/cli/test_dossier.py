"""Documents are checked from the command line, without Django, a server or a database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from goodstanding.documents.seal import new_seal, read_seal, sealed
from tests.documents.sample import AT, made

_RUN = "import sys; from goodstanding.cli.main import run; sys.argv[0] = 'goodstanding'; run()"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document, the same with one wrong byte, and the certificate."""
    found = tmp_path_factory.mktemp("documents")
    key, certificate = new_seal("某组织", AT, bits=2048)
    content = sealed(made(), read_seal(key, certificate), AT, "Yearly sheet 2026 · AB12")
    place = content.index(b"/Contents 4") if b"/Contents 4" in content else len(content) // 3
    (found / "good.pdf").write_bytes(content)
    (found / "changed.pdf").write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    (found / "certificate.pem").write_bytes(certificate)
    return found


def said(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _RUN, "dossier", "verify", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_good_document_is_good_and_a_changed_one_is_refused(folder: Path) -> None:
    good = said(folder, "good.pdf", "--certificate", "certificate.pem")
    assert good.returncode == 0 and "Good" in good.stdout and "AB12" in good.stdout and "某组织" in good.stdout
    changed = said(folder, "changed.pdf", "--certificate", "certificate.pem", "--json")
    assert changed.returncode == 1 and json.loads(changed.stdout)["outcome"] == "changed"


def test_without_a_certificate_it_says_what_to_do(folder: Path) -> None:
    found = said(folder, "good.pdf")
    assert found.returncode != 0 and "--certificate FILE" in found.stderr

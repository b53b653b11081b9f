#!/usr/bin/env bash
# The Python bindings of Typst (typst 0.15.2): a Compiler that is given its source as bytes compiles it once. The second
# call of the same object says "file not found" and names a path that was never a file, although the source is whole and
# the first call made a PDF of it. A Compiler without a source, which is given the bytes with each call, goes on and on.
# Sheets by the thousand from one template need the second way. Installs the pinned package into a temporary folder,
# states what it does, and fails once it does something else.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check typst==0.15.2 2>/dev/null
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import typst

SOURCE = b"#sys.inputs.name"


def said(compile_once):
    try:
        return "a PDF" if compile_once().startswith(b"%PDF") else "something else"
    except typst.TypstError as refusal:
        return str(refusal).partition(" (")[0]


def three(compiler, **source):
    names = ({"name": name} for name in ("One", "Two", "Three"))
    return [said(lambda: compiler.compile(format="pdf", sys_inputs=name, **source)) for name in names]


observed = {
    "source given to the compiler": three(typst.Compiler(SOURCE)),
    "source given with each call": three(typst.Compiler(), input=SOURCE),
}
expected = {
    "source given to the compiler": ["a PDF", "file not found", "file not found"],
    "source given with each call": ["a PDF", "a PDF", "a PDF"],
}
print("typst", version("typst"))
for name, value in observed.items():
    print(f"{name}: {value}")
assert observed == expected, "it behaves otherwise by now"
PYTHON

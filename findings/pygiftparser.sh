#!/usr/bin/env bash
# pygiftparser 1.1 reads valid GIFT otherwise than Moodle writes it: the backslash of an escape stays in the text, and
# behind a byte-order mark the title of the first question becomes part of its text. So goodstanding reads GIFT itself.
# Installs the pinned package into a temporary folder, states what it does, and fails once it does something else.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  pygiftparser==1.1 Markdown==3.0.1 MarkdownSuperscript==2.1.1 yattag==1.16.1 2>/dev/null
"$folder/venv/bin/python" - 2>/dev/null <<'PYTHON'
import io
from importlib.metadata import version

from pygiftparser import parser

ESCAPED = "::One::What is 1\\=1?{=a\\~b ~c}\n\n"
MARKED = "\ufeff::First::Is it?{T}\n\n::Second::Is it?{F}\n\n"


def read(text):
    return parser.parseFile(io.StringIO(text))


escaped, marked = read(ESCAPED)[0], read(MARKED)
observed = {
    "text of an escaped sign": escaped.text,
    "answer with an escaped sign": escaped.answers.answers[0].answer,
    "titles behind a byte-order mark": [question.title for question in marked],
}
expected = {
    "text of an escaped sign": "What is 1\\=1?",
    "answer with an escaped sign": "a\\~b",
    "titles behind a byte-order mark": ["", "Second"],
}
print("pygiftparser", version("pygiftparser"))
for name, value in observed.items():
    print(f"{name}: {value!r}")
assert observed == expected, "it behaves otherwise by now; see docs/adr/0040-a-retake-only-adds.md"
PYTHON

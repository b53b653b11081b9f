#!/usr/bin/env bash
# The Python bindings of Typst (typst 0.15.2): `timestamp` takes a moment with a time zone, and documents in an archive
# need one. A moment of a named zone (zoneinfo, as applications with a database of zones have them everywhere) is aware
# and knows its offset, and is refused all the same: "must be timezone-aware with a fixed offset". The same moment with
# the zone UTC or with its offset written out is taken, and the document bears it. Installs the pinned package into a
# temporary folder, states what it does, and fails once it does something else.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check typst==0.15.2 tzdata 2>/dev/null
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import re
from datetime import UTC, datetime, timedelta, timezone
from importlib.metadata import version
from zoneinfo import ZoneInfo

import typst


def borne(zone):
    moment = datetime(2016, 12, 31, 9, 30, tzinfo=zone)
    assert moment.utcoffset() is not None, "the moment is aware"
    try:
        made = typst.compile(b"A sheet", format="pdf", timestamp=moment)
    except ValueError as refusal:
        return "refused: " + str(refusal).splitlines()[0]
    return re.search(rb"/CreationDate ?\((D:\d{14})", made)[1].decode()


observed = {
    "a named zone": borne(ZoneInfo("Asia/Shanghai")),
    "its offset": borne(timezone(timedelta(hours=8))),
    "UTC": borne(UTC),
}
expected = {
    "a named zone": "refused: timestamp datetime must be timezone-aware with a fixed offset",
    "its offset": "D:20161231013000",
    "UTC": "D:20161231093000",
}
print("typst", version("typst"))
for name, value in observed.items():
    print(f"{name}: {value}")
assert observed == expected, "it behaves otherwise by now"
PYTHON

"""Sheets that are sent: which kind is asked for, and that their file is gone afterwards."""

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest

from goodstanding.sheets.write import TYPES, XLSX


def sent_once(path: Path, kind: str, name: str) -> FileResponse:
    """Sends a file, which is gone afterwards."""
    file = path.open("rb")
    path.unlink()
    return FileResponse(file, as_attachment=True, filename=f"{name}.{kind}", content_type=TYPES[kind])


def kind_of(request: HttpRequest) -> str:
    """The kind of file that is asked for."""
    kind = request.GET.get("format", XLSX)
    if kind not in TYPES:
        raise Http404
    return kind

"""A stored file, or the part of it that a player asks for; piece by piece, never whole in the memory."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse

_PIECE = 1 << 16
_ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def ranged(request: HttpRequest, path: Path, content_type: str) -> HttpResponse | StreamingHttpResponse:
    """The file with 200, one part of it with 206, or 416 for a part behind its end.

    Several parts at once are answered with the whole file, as are parts of another file than the one that lies here.
    """
    size, tag = path.stat().st_size, f'"{path.stem}"'
    part = _part(request.headers.get("Range", ""), size)
    if part is None or request.headers.get("If-Range", tag) != tag:
        answer: HttpResponse | StreamingHttpResponse = FileResponse(path.open("rb"), content_type=content_type)
    elif not part:
        answer = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        answer = StreamingHttpResponse(_pieces(path, part), status=206, content_type=content_type)
        answer["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
        answer["Content-Length"] = str(len(part))
    answer["Accept-Ranges"], answer["ETag"] = "bytes", tag
    return answer


def _part(asked: str, size: int) -> range | None:
    """The bytes that are asked for: none for the whole file, an empty range for what does not exist."""
    found = _ONE_RANGE.fullmatch(asked.strip())
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, size - int(last)), size) if int(last) else range(0)
    if last and int(last) < int(first):
        return None  # It means nothing, and is to be ignored.
    return range(int(first), min(int(last) + 1 if last else size, size))


def _pieces(path: Path, part: range) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(part.start)
        left = len(part)
        while left and (piece := file.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece

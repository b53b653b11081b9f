"""What a film is by its content: MP4 with H.264 and AAC, or WebM. Only the heads of its parts are read, never it all.

Phones play these two without anything installed. What they do not play is refused here, before members find out.
"""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from goodstanding.actions.operations.attachments import Sent
from goodstanding.actions.refusal import ActionRefused
from goodstanding.names.unseen import typed

_BRANDS = frozenset(b"isom iso2 iso3 iso4 iso5 iso6 iso7 iso8 iso9 avc1 mp41 mp42 dash MSNV".split()) | {b"M4V "}
_MP4_CODECS = {b"vide": {b"avc1", b"avc3"}, b"soun": {b"mp4a"}}
_WEBM_CODECS = {1: {b"V_VP8", b"V_VP9", b"V_AV1"}, 2: {b"A_OPUS", b"A_VORBIS"}}
#: Where an MP4 remarks on itself, how much of that is read, and how phones mark a place in it (3GPP, Apple).
_REMARKS, _MOST_REMARKS = {b"udta", b"meta"}, 1 << 20
_PLACES = (b"\xa9xyz", b"loci", b"com.apple.quicktime.location")
_EBML, _DOC_TYPE, _SEGMENT, _TRACKS = 0x1A45DFA3, 0x4282, 0x18538067, 0x1654AE6B
_TRACK, _TRACK_TYPE, _CODEC, _CLUSTER = 0xAE, 0x83, 0x86, 0x1F43B675
_PICTURE, _SOUND = 1, 2
#: A film of hours has some thousand parts; one with more is meant to take time.
_MOST_PARTS = 20_000
_MOST_TRACKS = 32


class _Broken(Exception):
    """A part says that it is larger than what holds it, or ends before its head does."""


def ending_of_film(sent: Sent, field: str) -> str:
    """The ending of a film. Raises ActionRefused, on a field, for what most phones do not play, with what to do."""
    try:
        head = sent.begins_with(12)
        if head[4:8] == b"ftyp":
            _check_mp4(sent.file, sent.size, field)
            return "mp4"
        if head[:4] == _EBML.to_bytes(4):
            _check_webm(sent.file, sent.size, field)
            return "webm"
    except _Broken:
        raise ActionRefused(
            _("The video is not whole: part of it is missing. Send it again, or export it anew as MP4."), field
        ) from None
    raise ActionRefused(
        _("This is neither an MP4 nor a WebM video. Export it as MP4 with H.264 and AAC, and choose that file."), field
    )


def _check_mp4(file: BinaryIO, size: int, field: str) -> None:
    top = list(_boxes(file, 0, size))
    brands = _read(file, top[0][1], min(top[0][2], top[0][1] + 256))
    if not _BRANDS & {brands[:4], *(brands[place : place + 4] for place in range(8, len(brands), 4))}:
        raise ActionRefused(
            _("The video is in the form of a camera (QuickTime), not MP4. Export it as MP4 with H.264 and AAC."), field
        )
    films = [box for box in top if box[0] == b"moov"]
    if not films or not any(box[0] == b"mdat" for box in top):
        raise _Broken
    inside = list(_boxes(file, *films[0][1:]))
    _refuse_places([box for box in inside if box[0] in _REMARKS], file, field)
    tracks = [box for box in inside if box[0] == b"trak"]
    _refuse_unplayable([_mp4_track(file, *box[1:]) for box in tracks[:_MOST_TRACKS]], field)


def _refuse_places(remarks: list[tuple[bytes, int, int]], file: BinaryIO, field: str) -> None:
    """Phones write into a film where it was taken, and no place is recorded here. Raises ActionRefused."""
    written = b"".join(_read(file, start, min(end, start + _MOST_REMARKS)) for _name, start, end in remarks)
    if any(mark in written for mark in _PLACES):
        raise ActionRefused(
            _("The video says where it was taken; places are not recorded here. Export it without its location."),
            field,
        )


def _mp4_track(file: BinaryIO, start: int, end: int) -> tuple[int, bytes, bool]:
    """Whether a track is picture or sound, or neither; the name of its codec; whether phones play that."""
    media = _box(file, start, end, b"mdia")
    handler = _box(file, *media, b"hdlr")
    what = _read(file, handler[0] + 8, min(handler[1], handler[0] + 12))
    if what not in _MP4_CODECS:
        return 0, what, True
    table = _box(file, *_box(file, *media, b"minf"), b"stbl")
    entries = _box(file, *table, b"stsd")
    names = [name for name, _start, _end in _boxes(file, entries[0] + 8, entries[1])]
    if not names:
        raise _Broken
    return _PICTURE if what == b"vide" else _SOUND, names[0], set(names) <= _MP4_CODECS[what]


def _box(file: BinaryIO, start: int, end: int, name: bytes) -> tuple[int, int]:
    """Where the content of the first box of a name lies. Raises _Broken where there is none."""
    for found, begins, ends in _boxes(file, start, end):
        if found == name:
            return begins, ends
    raise _Broken


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes between two places: name, and where the content of each begins and ends."""
    for _count in range(_MOST_PARTS):
        if start >= end:
            return
        head = _read(file, start, start + 8)
        size, name, begins = int.from_bytes(head[:4]), head[4:], start + 8
        if size == 1:
            size, begins = int.from_bytes(_read(file, begins, begins + 8)), begins + 8
        ends = end if size == 0 else start + size
        if not begins <= ends <= end:
            raise _Broken
        yield name, begins, ends
        start = ends
    raise _Broken


def _check_webm(file: BinaryIO, size: int, field: str) -> None:
    top = _elements(file, 0, size)
    _name, begins, ends = next(top)
    kinds = [_read(file, start, end) for name, start, end in _elements(file, begins, ends) if name == _DOC_TYPE]
    if [kind.rstrip(b"\x00") for kind in kinds] != [b"webm"]:
        raise ActionRefused(
            _("The video is Matroska (MKV), which phones do not play. Export it as MP4 with H.264 and AAC."), field
        )
    segment = next(top, None)
    if segment is None or segment[0] != _SEGMENT:
        raise _Broken
    for name, start, end in _elements(file, *segment[1:]):
        if name == _CLUSTER:
            break
        if name == _TRACKS:
            tracks = [found[1:] for found in _elements(file, start, end) if found[0] == _TRACK]
            _refuse_unplayable([_webm_track(file, *track) for track in tracks[:_MOST_TRACKS]], field)
            return
    raise _Broken


def _webm_track(file: BinaryIO, start: int, end: int) -> tuple[int, bytes, bool]:
    """As of MP4."""
    parts = {name: _read(file, begins, min(ends, begins + 64)) for name, begins, ends in _elements(file, start, end)}
    what, codec = int.from_bytes(parts.get(_TRACK_TYPE, b"\x00")), parts.get(_CODEC, b"").rstrip(b"\x00")
    return what, codec, what not in _WEBM_CODECS or codec in _WEBM_CODECS[what]


def _elements(file: BinaryIO, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The elements between two places; of unknown size, as while recording, is only what reaches to the end."""
    for _count in range(_MOST_PARTS):
        if start >= end:
            return
        name, length = _number(file, start, 4)
        size, more = _number(file, start + length, 8)
        size, begins = size & _ones(more), start + length + more
        ends = end if size == _ones(more) else begins + size
        if ends > end:
            raise _Broken
        yield name, begins, ends
        start = ends
    raise _Broken


def _number(file: BinaryIO, place: int, most: int) -> tuple[int, int]:
    """A number of which the first byte says how long it is, by its leading zeros; with the bit that ends them."""
    first = _read(file, place, place + 1)[0]
    length = 9 - first.bit_length()
    if length > most:
        raise _Broken
    return int.from_bytes(_read(file, place, place + length)), length


def _ones(length: int) -> int:
    """The largest number of a length, which as a size means that it is not known."""
    return (1 << 7 * length) - 1


def _read(file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(start)
    found = file.read(end - start)
    if len(found) < end - start:
        raise _Broken
    return found


def _refuse_unplayable(tracks: list[tuple[int, bytes, bool]], field: str) -> None:
    """Raises ActionRefused for tracks that phones do not play, and where there is no picture among them."""
    for what, codec, plays in tracks:
        if plays:
            continue
        name = codec.decode("ascii", "replace")
        if what == _SOUND:
            message = _("The sound of the video is %(codec)s, which many phones do not play. Export it with AAC.")
        else:
            message = _("The picture of the video is %(codec)s, which many phones do not play. Export it with H.264.")
        raise ActionRefused(message % {"codec": typed(name)}, field)
    if not any(what == _PICTURE for what, _codec, _plays in tracks):
        raise ActionRefused(_("The video has no picture."), field)

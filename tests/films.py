"""Small films and captions for tests, written byte by byte: whole in their form, with nothing to see in them."""

import io

from goodstanding.actions.operations.attachments import Sent


def sent(name: str, content: bytes) -> Sent:
    """A file as a form brings it."""
    return Sent(name, io.BytesIO(content))


def box(name: bytes, *content: bytes) -> bytes:
    """A box of MP4."""
    joined = b"".join(content)
    return (8 + len(joined)).to_bytes(4) + name + joined


def track(handler: bytes, codec: bytes) -> bytes:
    """A track of a film, with one way in which its picture or sound is written."""
    entries = box(b"stsd", bytes(4), (1).to_bytes(4), box(codec, bytes(8)))
    return box(
        b"trak",
        box(b"tkhd", bytes(84)),
        box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(12)), box(b"minf", box(b"stbl", entries))),
    )


def mp4(
    picture: bytes = b"avc1", sound: bytes = b"mp4a", *, brand: bytes = b"isom", data: int = 3000, remarks: bytes = b""
) -> bytes:
    """A film as most programs export it. data: bytes of what is to be seen; remarks: what it says of itself."""
    return (
        box(b"ftyp", brand, bytes(4), brand)
        + box(
            b"moov",
            box(b"mvhd", bytes(100)),
            track(b"vide", picture),
            track(b"soun", sound),
            track(b"tmcd", b"tmcd"),
            remarks,
        )
        + box(b"mdat", bytes(number % 251 for number in range(data)))
    )


def element(name: int, content: bytes, *, size: int | None = None) -> bytes:
    """An element of WebM. size: what it says of itself, where that is not so."""
    head = name.to_bytes((name.bit_length() + 7) // 8)
    return head + (1 << 56 | (len(content) if size is None else size)).to_bytes(8) + content


def webm(picture: bytes = b"V_VP9", sound: bytes = b"A_OPUS", *, kind: bytes = b"webm", is_live: bool = False) -> bytes:
    """A film as browsers record it. is_live: without its size, as while it is recorded."""
    tracks = [
        element(0xAE, element(0x83, bytes([what])) + element(0x86, codec)) for what, codec in ((1, picture), (2, sound))
    ]
    inside = element(0x1549A966, b"") + element(0x1654AE6B, b"".join(tracks)) + element(0x1F43B675, bytes(100))
    size = (1 << 56) - 1 if is_live else None
    return element(0x1A45DFA3, element(0x4282, kind)) + element(0x18538067, inside, size=size)


def vtt(*words: str) -> bytes:
    """Captions, a sentence every two seconds."""
    cues = [f"00:{2 * at:02}.000 --> 00:{2 * at + 2:02}.000\n{text}\n" for at, text in enumerate(words, 1)]
    return "\n".join(["WEBVTT\n", *cues]).encode()

"""Captions of a film: WebVTT as it was sent, read into cues, and the transcript that is made of them.

Only what phones show is taken: cues in their order, with letters that are slanted, bold, underlined or of a named
speaker. Styles and regions are refused, so that nothing in a file is anything but words.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 512 * 1024
_MOST_CUES = 10_000
_TIME = r"(?:(\d{2,3}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+[\w:.,%\t -]*)?")
_TAG = re.compile(
    rf"</?(?:[biu]|ruby|rt|c)(?:\.[\w-]+)*>|</(?:v|lang)>|<v(?:\.[\w-]+)*[ \t]+[^<>&\n]+>|<lang [A-Za-z-]+>|<{_TIME}>"
)
_SPEAKER = re.compile(r"<v(?:\.[\w-]+)*[ \t]+([^<>&\n]+)>")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
#: A paragraph of the transcript ends at such a pause, or once it has so many characters and a sentence is over.
_PAUSE_MS, _PARAGRAPH = 3_000, 240
_SENTENCE_ENDS = ".!?。！？…"


class CaptionFault(Exception):
    """What is wrong with a file of captions: a sentence that says where, and what to do."""

    def __init__(self, message: str | Promise, line: int = 0) -> None:
        super().__init__(str(message))
        self.message = message
        self.line = line


@dataclass(frozen=True)
class Cue:
    """Words that are shown from a moment to another one, and who says them, where that is written."""

    from_ms: int
    until_ms: int
    speaker: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Some cues of a transcript, from a moment on."""

    from_ms: int
    speaker: str
    text: str


def read_captions(content: bytes) -> str:
    """The text of a file of captions, with ends of lines as everywhere. Raises CaptionFault where it is none."""
    if len(content) > MOST_BYTES:
        raise CaptionFault(_("The captions are larger than 512 KB. Choose the WebVTT file (.vtt), not the video."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaptionFault(_("The captions are not in UTF-8. Save them as WebVTT (.vtt) in UTF-8.")) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not list(cues(text)):
        raise CaptionFault(_("There are no captions in the file."))
    return text


def cues(text: str) -> Iterator[Cue]:
    """The cues of a text of captions. Raises CaptionFault at the first line at which it is none."""
    lines = text.split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise CaptionFault(
            _("The first line is not WEBVTT. Save the captions as WebVTT (.vtt); SRT can be saved anew as that."), 1
        )
    before, count = 0, 0
    for number, block in _blocks(lines):
        if re.match(r"(?:STYLE|REGION)[ \t]*$", block[0]):
            raise CaptionFault(_("Line %(line)s: Styles and regions are not taken. Take that part out."), number)
        if re.match(r"NOTE(?:[ \t]|$)", block[0]):
            continue
        cue = _cue(number, block)
        if cue.from_ms < before:
            raise CaptionFault(_("Line %(line)s begins before the one above it. Put them in order."), number)
        before, count = cue.from_ms, count + 1
        if count > _MOST_CUES:
            raise CaptionFault(_("There are more than 10,000 captions in the file."))
        yield cue


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """What stands between empty lines below the head, with the number of its first line."""
    block, is_head = list[str](), True
    for number, line in enumerate([*lines, ""], 1):
        if _CONTROL.search(line):
            raise CaptionFault(_("Line %(line)s holds signs that are no letters. Save the captions anew."), number)
        if line.strip():
            block.append(line)
        elif block:
            if not is_head:
                yield number - len(block), block
            block, is_head = [], False


def _cue(number: int, block: list[str]) -> Cue:
    place = 0 if "-->" in block[0] else 1
    line = number + place
    timing = _TIMING.fullmatch(block[place].strip()) if place < len(block) else None
    if timing is None:
        raise CaptionFault(
            _("Line %(line)s is no time. Write it as 00:00:01.000 --> 00:00:04.000, with a full stop and no comma."),
            min(line, number + len(block) - 1),
        )
    start, end = _ms(timing.groups()[:4]), _ms(timing.groups()[4:])
    if end <= start:
        raise CaptionFault(_("Line %(line)s ends before it begins. Correct its times."), line)
    said = block[place + 1 :]
    if not said:
        raise CaptionFault(_("Line %(line)s has no words below it. Write them, or take the time out."), line)
    for further, words in enumerate(said, line + 1):
        if "-->" in words or re.search("[<>]", _TAG.sub("", words)):
            message = _(
                "Line %(line)s has marks that captions may not have. Take out what stands in < >, or write &lt; for <."
            )
            raise CaptionFault(message, further)
    speaker = _SPEAKER.search("\n".join(said))
    text = html.unescape(_TAG.sub("", " ".join(part.strip() for part in said)))
    return Cue(start, end, speaker[1].strip() if speaker else "", text.strip())


def _ms(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def transcript(text: str) -> list[Paragraph]:
    """The words of captions to read without the film: a paragraph until another speaks, or is silent for a while."""
    paragraphs, until = list[Paragraph](), 0
    for cue in cues(text):
        last = paragraphs[-1] if paragraphs else None
        is_long = last is not None and len(last.text) > _PARAGRAPH and last.text[-1:] in _SENTENCE_ENDS
        if last is None or is_long or cue.speaker != last.speaker or cue.from_ms - until > _PAUSE_MS:
            paragraphs.append(Paragraph(cue.from_ms, cue.speaker, cue.text))
        else:
            paragraphs[-1] = Paragraph(last.from_ms, last.speaker, _joined(last.text, cue.text))
        until = cue.until_ms
    return paragraphs


def _joined(one: str, other: str) -> str:
    """Two pieces of a sentence, with a blank between them unless they meet in Chinese."""
    meet_in_latin = one[-1:].isascii() or other[:1].isascii()
    return f"{one} {other}" if meet_in_latin else one + other

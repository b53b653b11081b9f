"""Names on paper are the letters that they are written with, for readers and for eyes."""

from datetime import UTC, datetime

import pypdfium2
import pytest
from django.utils import translation
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from goodstanding.documents import fonts, maker
from goodstanding.models import Attendee
from goodstanding.web.check_in import roll_pdf
from goodstanding.web.personal import export_pdf
from tests.house import House
from tests.meetings import planned

NAMES = ["䶮𠮷㛃", "𠮷田", "阿卜杜拉·买买提"]
#: A letter that neither font has.
NOWHERE = "\U000323af"


def text_of(made: bytes) -> str:
    document = pypdfium2.PdfDocument(made)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def drawn(letter: str) -> Image.Image:
    """What the font itself draws for a letter."""
    font = ImageFont.truetype(str(fonts.font_files()[0]), 200, index=2)
    font.set_variation_by_axes([400])
    image = Image.new("L", (240, 320), 255)
    ImageDraw.Draw(image).text((20, 20), letter, font=font, fill=0)
    return _cut(image)


def printed(letter: str) -> Image.Image:
    """What a document shows for it."""
    source = b"#let given = json(bytes(sys.inputs.data))\n#set page(width: 240pt, height: 320pt, margin: 20pt)\n"
    source += b"#set text(font: given.fonts, size: 180pt)\n#given.letter"
    at = datetime(2016, 10, 15, tzinfo=UTC)
    made = maker.pdf(source, {"letter": letter}, language="zh-hans", made_on=at, title="A letter")
    return _cut(pypdfium2.PdfDocument(made)[0].render().to_pil().convert("L"))


def _cut(image: Image.Image) -> Image.Image:
    box = ImageChops.invert(image).getbbox()
    assert box is not None, "something is drawn"
    return image.crop(box).resize((100, 100))


def unlike(one: Image.Image, other: Image.Image) -> float:
    """How much of the picture differs, from 0 to 1."""
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0] / 255


@pytest.mark.parametrize("letter", ["䶮", "𠮷", "㛃", "田", "·", "阿", "M"])
def test_a_printed_letter_looks_as_its_font_draws_it(letter: str) -> None:
    assert unlike(printed(letter), drawn(letter)) < 0.05


def test_a_printed_letter_is_no_other_letter() -> None:
    assert unlike(printed("𠮷"), drawn("吉")) > 0.05


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_roll_on_paper_has_every_name_as_it_is_written(house: House, language: str) -> None:
    for name in NAMES:
        house.enrol("B111", name)
    meeting = planned(house)
    people = list(Attendee.objects.filter(meeting=meeting).select_related("member"))
    with translation.override(language):
        made = text_of(roll_pdf.document(meeting, people, "ABC123", at=house.at))
    assert [name for name in NAMES if name not in made] == []
    assert "ABC123" in made and "11102" in made


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_everything_about_a_member_has_their_name_as_it_is_written(house: House, language: str) -> None:
    for name in NAMES:
        with translation.override(language):
            made = text_of(export_pdf.document({"particulars": [{"name": name}]}, house.scheme, name=name, at=house.at))
        assert made.count(name) >= 2


def test_what_no_font_has_is_printed_by_its_number_and_said(house: House) -> None:
    name = f"李{NOWHERE}"
    made = text_of(export_pdf.document({"particulars": [{"name": name}]}, house.scheme, name=name, at=house.at))
    assert "李[U+323AF]" in made
    assert "Printed by their numbers" in made and NOWHERE not in made

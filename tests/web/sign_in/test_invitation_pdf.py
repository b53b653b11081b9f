"""A printed invitation: the picture on it says the link, module by module, and long names stay on their slip."""

import pypdfium2

from goodstanding.web.shell import qr
from goodstanding.web.sign_in import invitation_pdf
from goodstanding.web.sign_in.invitation_pdf import Slip
from tests.house import AT
from tests.pages import sheets

CODE = "ABCDE-FGHJK-LMNPQ-RST23"
ADDRESS = "https://goodstanding.example.org/welcome/code/"
#: The empty modules around the dark ones.
_EDGE = 4


def slip(name: str = "成员甲") -> Slip:
    return Slip(name, "11104", CODE, f"{ADDRESS}#{CODE}", ADDRESS, "2016-11-14")


def picture(paper: bytes) -> list[list[int]]:
    """The modules of the first picture on the first sheet, 1 where it is dark."""
    sheet = pypdfium2.PdfDocument(paper)[0].render(scale=6).to_pil().convert("L").point(lambda grey: 255 * (grey < 128))
    # The picture is the first thing from the left; what stands beside it begins after its quiet edge.
    left, top, right, bottom = sheet.crop((0, 0, int(sheet.width * 37 / 210), int(sheet.height * 38 / 297))).getbbox()
    count = len(qr.rows(f"{ADDRESS}#{CODE}")) - 2 * _EDGE
    across, down = (right - left) / count, (bottom - top) / count
    return [
        [int(sheet.getpixel((int(left + (x + 0.5) * across), int(top + (y + 0.5) * down))) > 0) for x in range(count)]
        for y in range(count)
    ]


def test_the_camera_reads_the_link_with_the_code() -> None:
    paper = invitation_pdf.document([slip()], "Invitations", "", at=AT)
    says = qr.rows(f"{ADDRESS}#{CODE}")
    assert picture(paper) == [row[_EDGE:-_EDGE] for row in says[_EDGE:-_EDGE]]
    assert CODE in sheets(paper)[0]


def test_forty_of_the_longest_names_and_contacts_still_stand_on_two_sheets() -> None:
    paper = invitation_pdf.document(
        [slip("买买提·阿卜杜拉" * 6)] * 40, "Invitations", "成员甲一 · 0571 555 0100 · " + "二楼" * 140, at=AT
    )
    assert [sheet.count(CODE) for sheet in sheets(paper)] == [20, 20]

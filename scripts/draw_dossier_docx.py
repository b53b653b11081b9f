"""Writes the Word template that comes along: src/goodstanding/documents/templates/dossier.docx.

Usage: python scripts/draw_dossier_docx.py
"""

from io import BytesIO
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from goodstanding.documents.word import same_bytes

TARGET = Path(__file__).resolve().parent.parent / "src" / "goodstanding" / "documents" / "templates" / "dossier.docx"


def drawn() -> bytes:
    """The template: parts one after another, each section as text or as a table of as many columns as it has."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.size = Pt(10)
    normal.font.name = "Calibri"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "SimSun")
    say = document.add_paragraph
    say("{%p for part in parts %}")
    say("{{ part.over }}")
    document.add_heading("{{ part.title }}", 1)
    say("{%p for section in part.sections %}")
    say("{%p if section.title %}")
    document.add_heading("{{ section.title }}", 2)
    say("{%p endif %}")
    say("{%p if section.lines %}")
    say("{%p for line in section.lines %}")
    say("{{ line }}")
    say("{%p endfor %}")
    say("{%p endif %}")
    say("{%p if section.cells %}")
    table = document.add_table(rows=3, cols=3)
    table.style = "Light Grid Accent 1"
    table.rows[0].cells[0].text = "{%tr for row in section.cells %}"
    table.rows[1].cells[0].text = "{{ row[0] }}"
    table.rows[1].cells[1].text = "{{ row[1] }}"
    table.rows[1].cells[2].text = "{{ row[2] }}"
    table.rows[2].cells[0].text = "{%tr endfor %}"
    say("{%p endif %}")
    say("{%p if section.note %}")
    say("{{ section.note }}")
    say("{%p endif %}")
    say("{%p endfor %}")
    say("{{ part.foot }}")
    say("{%p if not loop.last %}")
    document.add_page_break()
    say("{%p endif %}")
    say("{%p endfor %}")

    out = BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


if __name__ == "__main__":
    TARGET.write_bytes(drawn())

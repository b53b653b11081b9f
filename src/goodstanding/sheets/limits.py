"""How large things may be. Sizes are bytes, unless they say otherwise."""

MIB = 1 << 20

#: The file itself, and what a workbook unpacks to.
MOST_BYTES = 256 * MIB
MOST_UNPACKED = 1024 * MIB
MOST_SHEET = 768 * MIB
MOST_STRINGS = 256 * MIB
MOST_SMALL_PART = 8 * MIB
#: A sheet of names and days packs to a tenth; what packs to less than a two-hundredth is meant to fill the memory.
MOST_RATIO = 200
MOST_PARTS = 1_000
MOST_DIRECTORY = MIB
MOST_STYLES = MOST_MERGED = 65_536
#: XML: begun elements in one part, and one tag with its attributes.
MOST_ELEMENTS = 20_000_000
MOST_TAG = 64 * 1024

MOST_ROWS = 1_000_000
MOST_COLUMNS = 100
#: Characters of one cell, and of one line of a text file.
MOST_CELL = 1_000
MOST_LINE = 1 << 17
#: The header is among the first rows, below a title perhaps.
MOST_ROWS_ABOVE = 10
#: Rows among which people choose the header.
MOST_ROWS_SHOWN = 20
#: Up to so many rows, hidden ones are counted exactly; that takes as long as reading the sheet.
MOST_COUNTED = 20_000

#: Rows that are looked up and written at a time.
CHUNK = 2_000
#: Members that a page still exports at once; more are a job.
MOST_AT_ONCE = 2_000

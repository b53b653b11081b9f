"""The fonts of printed documents: Noto Sans CJK, which comes along, and further ones for letters that it lacks."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

_NOTO, _FAMILY = "NotoSansCJK-VF.otf.ttc", "Noto Sans CJK SC"
#: Where Debian puts fonts with letters that Noto lacks (fonts-hanazono, fonts-babelstone-han).
_FURTHER = (
    Path("/usr/share/fonts/truetype/hanazono/HanaMinA.ttf"),
    Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"),
    Path("/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf"),
)
_FAMILY_NAME = 1


def font_files(further: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """The font files that are there, in the order in which a letter is looked for in them."""
    own = Path(str(files("manimgx_fonts_cjk").joinpath(_NOTO)))
    return tuple(path for path in (own, *further, *_FURTHER) if path.is_file())


@cache
def family(path: Path) -> str:
    """The name by which templates know a font."""
    if path.name == _NOTO:
        return _FAMILY
    with TTFont(path, lazy=True) as font:
        return str(font["name"].getDebugName(_FAMILY_NAME))


@cache
def letters(path: Path) -> frozenset[int]:
    """The numbers of the letters that a font has."""
    if path.name != _NOTO:
        with TTFont(path, lazy=True) as font:
            return frozenset(font.getBestCmap())
    with TTCollection(path, lazy=True) as fonts:
        chinese = next(font for font in fonts if font["name"].getDebugName(_FAMILY_NAME) == _FAMILY)
        return frozenset(chinese.getBestCmap())

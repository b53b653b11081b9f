"""What a scheme says about dues has to fit the rest of it, and its tables are exact to the fen."""

from pathlib import Path

import pytest

from goodstanding.engine.period import parse_month
from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.dues import DuesBand, fen_of, yuan_text
from goodstanding.engine.scheme.load import load_scheme, scheme_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.lake.manifest import scheme_fingerprint
from tests.engine.scheme_folder import write_scheme

FILE = "scheme.yaml"
RULES = """\
dues:
  title: {en: Dues, zh: 会费}
  on_time: dues.in_time
  in_full: dues.full
  tables:
    - from: 2016-01
      bands:
        low: {title: {en: Low, zh: 低}, rate: 0.5%, up_to: 3000, classes: [full]}
        high: {title: {en: High, zh: 高}, rate: 1%, over: 3000}
        flat: {title: {en: Flat, zh: 定额}, amount: 0.20}
    - from: 2017-01
      bands: {flat: {title: {en: Flat, zh: 定额}, amount: 5}}
"""
KINDS = """\
  dues.in_time: {en: In time, zh: 按时, at_most: 1}
  dues.full: {en: In full, zh: 足额, at_most: 1}
  half.made: {en: Half, zh: 一半, at_most: 0.5}
unit_levels:
"""
TITLE = {"en": "A", "zh": "甲"}


def checked(folder: Path, old: str = "", new: str = "") -> list[str]:
    text = RULES.replace(old, new) if old else RULES
    assert not old or text != RULES
    changes = ((FILE, "unit: {", f"{text}unit: {{"), (FILE, "unit_levels:\n", KINDS))
    return [fault.message for fault in check_scheme(load_scheme(write_scheme(folder, *changes))).faults]


def test_what_makes_sense_is_clean_and_no_part_of_what_a_run_was_made_by(tmp_path: Path) -> None:
    assert checked(tmp_path / "richer") == []
    write_scheme(tmp_path / "plain", (FILE, "unit_levels:\n", KINDS))
    plain, richer = scheme_of(tmp_path / "plain"), scheme_of(tmp_path / "richer")
    assert scheme_fingerprint(plain) == scheme_fingerprint(richer)
    assert Scheme.model_validate_json(richer.model_dump_json(by_alias=True)).dues == richer.dues
    assert richer.dues is not None
    for month, names in (
        ("2015-12", {"low", "high", "flat"}),
        ("2016-12", {"low", "high", "flat"}),
        ("2017-01", {"flat"}),
    ):
        assert set(richer.dues.bands_on(parse_month(month))) == names


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("dues.in_time", "dues.never", "the fact kind dues.never is not declared in fact_kinds"),
        ("dues.in_time", "half.made", "the fact kind half.made cannot be 1, which is what it writes"),
        ("dues.in_time", "dues.full", "the fact kind dues.full stands twice; two deeds do not leave the same"),
        ("2017-01", "2015-01", "2015-01 is not after 2016-01: put the tables in the order of their first months"),
        ("[full]", "[rich]", "rich is a class nobody can have: it is not declared in classes"),
        ("amount: 5", "amount: 0", "nobody owes anything in it: leave the band out, or write its amount"),
        ("0.5%", "half", 'a rate is written in per cent, as "0.5%"'),
        ("amount: 0.20", "amount: 0.205", "an amount is written in yuan with at most two decimals, as 12.50"),
        ("amount: 5", "amount: 5, rate: 1%", "a band has an amount, or at_least and at_most, or a rate"),
    ],
)
def test_what_makes_no_sense_is_told(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert any(says in fault for fault in checked(tmp_path, old, new))


def test_amounts_are_exact_and_a_rate_gives_the_ends_of_its_band() -> None:
    assert [fen_of(text) for text in ("0.20", "12.5", "7", "1234.56")] == [20, 1250, 700, 123456]
    assert [yuan_text(fen) for fen in (20, 1250, 123456, -5)] == ["0.20", "12.50", "1234.56", "-0.05"]
    band = DuesBand.model_validate({"title": TITLE, "rate": "1.5%", "over": 5000, "up_to": 10000})
    assert (band.least, band.most) == (7500, 15000)
    assert [band.allows(fen) for fen in (7499, 7500, 15000, 15001)] == [False, True, True, False]
    low = DuesBand.model_validate({"title": TITLE, "rate": "0.5%", "up_to": 3000})
    assert [low.allows(fen) for fen in (0, 1, 1500)] == [False, True, True]

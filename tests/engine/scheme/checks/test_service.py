"""What a scheme says about service has to fit the rest of it, must not ask for filler, and never pursues a choice."""

from pathlib import Path

import pytest

from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.for_whom import ForWhom
from goodstanding.engine.scheme.load import load_scheme
from goodstanding.engine.scheme.part import Part
from goodstanding.engine.scheme.service import (
    ActivityKind,
    CommunityRule,
    NeedRule,
    PairRule,
    Service,
    VisitKind,
    WishRule,
)
from tests.engine.scheme_folder import write_scheme

FILE = "scheme.yaml"
RULES = """\
service:
  activities:
    help: {title: {en: Help, zh: 帮忙}, joined: help.joined, hours: help.hours, no_show: help.missed,
           to: {welcome: [guest]}}
  community: {title: {en: Community, zh: 社区}, units: [office], registered: home.known, to: {classes: [full]}}
  visits:
    visit: {title: {en: Visit, zh: 走访}, made: visit.made}
"""
KINDS = """\
  help.joined: {en: Joined, zh: 参加, at_most: 1}
  help.hours: {en: Hours, zh: 小时, at_most: 10}
  help.missed: {en: Missed, zh: 未到, at_most: 1}
  home.known: {en: Registered, zh: 报到, at_most: 1}
  visit.made: {en: Visit, zh: 走访, at_most: 1}
  half.made: {en: Half, zh: 一半, at_most: 0.5}
unit_levels:
"""


def faults(folder: Path, old: str = "", new: str = "", *more: tuple[str, str, str]) -> list[str]:
    text = RULES.replace(old, new) if old else RULES
    assert not old or text != RULES
    changes = ((FILE, "unit: {", f"{text}unit: {{"), (FILE, "unit_levels:\n", KINDS), *more)
    return [fault.message for fault in check_scheme(load_scheme(write_scheme(folder, *changes))).faults]


def test_what_makes_sense_is_clean(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("made: visit.made", "made: visit.mdae", "the fact kind visit.mdae is not declared in fact_kinds"),
        ("made: visit.made", "made: half.made", "half.made cannot be 1, which is what it writes"),
        ("made: visit.made", "made: help.joined", "the fact kind help.joined stands twice"),
        ("no_show: help.missed", "no_show: help.joined", "no_show is the same as what taking part leaves"),
        ("no_show: help.missed", "most_hours: 12", "holds fewer than 12 hours; make most_hours smaller"),
        ("joined: help.joined, hours: help.hours, ", "", "it leaves nothing"),
        ("joined: help.joined", "missed: zero", "missed is about joined, which is not there"),
        ("welcome: [guest]", "welcome: [ghost]", "ghost is a class nobody can have"),
        ("classes: [full]", "classes: [full], not_for: [full]", "it is for nobody"),
        ("units: [office]", "units: [moon]", "moon is no level and no type of units"),
        ("    visit: {title: {en: Visit", "    visit: {title: {en: Photo-taking", "which is never scored"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    found = faults(tmp_path, old, new)
    assert any(says in fault for fault in found), found


@pytest.mark.parametrize(("ceiling", "clean"), [("cap: 2\n", True), ("", False)])
def test_points_for_each_visit_need_a_ceiling(tmp_path: Path, ceiling: str, clean: bool) -> None:
    rule = "indicators/org02.yaml"
    found = faults(
        tmp_path, "", "", (rule, "facts: [study.hours]", "facts: [visit.made]"), (rule, "cap: 2\n", ceiling),
        (rule, "measure: sum", "measure: count"),
    )  # fmt: skip
    assert (found == []) is clean, found
    assert any("ORG02 gives points for every visit.made without a ceiling" in message for message in found) is not clean


def test_the_reference_names_every_key() -> None:
    page = (Path(__file__).parents[4] / "docs" / "reference" / "scheme-format.md").read_text(encoding="utf-8")
    section = page[page.index("## Service") : page.index("## What the linter refuses")]
    parts: dict[str, type[Part]] = {
        "activities.<kind>": ActivityKind, "community": CommunityRule, "wishes": WishRule, "needs": NeedRule,
        "pairs": PairRule, "visits.<kind>": VisitKind,
    }  # fmt: skip
    assert set(Service.model_fields) == {name.partition(".")[0] for name in parts}
    for name, part in parts.items():
        for key in part.model_fields:
            inner = [f"{name}.to.{one}" for one in ForWhom.model_fields] if key == "to" else [f"{name}.{key}"]
            for one in inner:
                assert f"`{one}`" in section, one

"""A draft compares groups of members; a gap that is more than chance is answered before the month goes out."""

from statistics import fmean
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from goodstanding.access.policies import Denied
from goodstanding.actions.months import fairness, runs
from goodstanding.actions.refusal import ActionRefused
from goodstanding.flows.months.fairness import fairness as compared
from goodstanding.models import FairnessAnswer, MemberClass, Run, Standing
from goodstanding.queries.months import fairness as queries
from tests.beginnings import year_drafted
from tests.house import BRANCHES, OPENED, House
from tests.months import SEPTEMBER, drafted, record_a_year
from tests.pages import words

pytestmark = pytest.mark.usefixtures("house")
GAP = "class:floating"


def drafted_with_a_gap(house: House) -> Run:
    """A draft whose figures say that floating members lie behind."""
    run = runs.begin(month=SEPTEMBER, scheme=house.scheme, by=house.viewer("analyst"), at=house.at)
    found: dict[str, Any] = {
        "dimension": "class", "group": "floating", "n": 34, "mean": 6120, "difference": -832, "margin": 712,
        "ratio": 0.41, "flagged": ["mean", "top_band"],
    }  # fmt: skip
    even = found | {"dimension": "size", "group": "14-14", "difference": 12, "ratio": None, "flagged": []}
    figures = {"fairness": {"gaps": [found, even], "size": 0.04, "offered": None}}
    runs.keep(run=run, frozen_at=house.at, figures=figures)
    runs.drafted(run=run, at=house.at)
    return run


def test_groups_are_held_against_all_others_as_a_slow_hand_does(house: House) -> None:
    floating = [house.members(code)[place].pk for code in BRANCHES[:6] for place in (0, 4)]
    for pk in floating:
        MemberClass.objects.create(member_id=pk, word="floating", from_on=OPENED)
    record_a_year(house)
    run = drafted(house)
    lines = Standing.objects.filter(run=run).values_list("member_id", "total")
    totals = {member: total for member, total in lines if total is not None}
    inside = [total for pk, total in totals.items() if pk in floating]
    outside = [total for pk, total in totals.items() if pk not in floating]
    gap = next(one for one in queries.found(run) if one["group"] == "floating")
    assert (gap["n"], gap["mean"]) == (len(inside), round(fmean(inside)))
    assert gap["difference"] == round(fmean(inside) - fmean(outside))
    assert {one["group"] for one in queries.found(run)} == {"floating", "yes"}, "all others are everybody"


@pytest.mark.begins(after=year_drafted)
def test_what_a_draft_says_can_be_made_again_from_its_standings(house: House) -> None:
    run, _facts = house.begun
    assert run.figures["fairness"] == compared(run, house.scheme)


def test_a_month_with_a_gap_goes_out_once_a_person_has_answered_and_not_before(house: House) -> None:
    run = drafted_with_a_gap(house)
    runs.review(run=run, note="", by=house.viewer("analyst"), at=house.at)
    with pytest.raises(ActionRefused, match="lies behind"):
        runs.publish(run=run, by=house.viewer("city_officer"), at=house.at)
    for gap, text, says in (("size:14-14", "x", "no such gap"), (GAP, "  ", "Write why")):
        with pytest.raises(ActionRefused, match=says):
            fairness.answer(run=run, gap=gap, text=text, by=house.viewer("analyst"), at=house.at)
    for who in ("secretary", "member"):
        with pytest.raises(Denied):
            fairness.answer(run=run, gap=GAP, text="no", by=house.viewer(who), at=house.at)
    fairness.answer(run=run, gap=GAP, text="Two meetings came late", by=house.viewer("analyst"), at=house.at)
    runs.publish(run=run, by=house.viewer("city_officer"), at=house.at)
    with pytest.raises(ActionRefused, match="changed meanwhile"):
        fairness.answer(run=run, gap=GAP, text="later", by=house.viewer("analyst"), at=house.at)
    with pytest.raises(DatabaseError), transaction.atomic():
        FairnessAnswer.objects.update(text="other")


def test_the_page_of_a_draft_asks_for_the_answer_and_shows_it(house: House) -> None:
    run, client = drafted_with_a_gap(house), house.client("analyst")
    page = words(client.get(reverse("run", args=[run.key])))
    assert "Floating member" in page and "needs an answer" in page and "−8.32 (±7.12)" in page
    assert "Branches with 14 rated members" in page
    client.post(reverse("run_answer", args=[run.key]), {"gap": GAP, "text": "Two meetings came late"})
    page = words(client.get(reverse("run", args=[run.key])))
    assert "Two meetings came late" in page and "needs an answer" not in page
    assert queries.unanswered(run) == []

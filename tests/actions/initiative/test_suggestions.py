"""Suggestions: made once, answered by the office with which they lie, reminded of by the clock, passed up on it."""

from datetime import date

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.initiative import reminders, suggestions
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Notice, Suggestion
from goodstanding.models.initiative.moves import SUGGESTION_MOVES, SuggestionMove, SuggestionState
from goodstanding.models.public_id import new_key
from goodstanding.queries.initiative import suggestions as queries
from tests.house import House
from tests.initiative import DAY, left, suggested

M, S = SuggestionMove, SuggestionState
#: Fifteen working days after Saturday 15 October 2016.
DUE = date(2016, 11, 4)


def answer(house: House, one: Suggestion, adopted: bool, reason: str = "", by: str = "secretary") -> None:
    suggestions.answer(
        suggestion=one, adopted=adopted, reason=reason, scheme=house.scheme, by=house.viewer(by), at=house.at
    )


def told(house: House, who: str) -> list[str]:
    found = Notice.objects.filter(to=house.account(who), kind__startswith="suggestion").order_by("pk")
    return list(found.values_list("kind", flat=True))


def test_it_is_made_once_told_to_those_who_answer_and_adopted(house: House) -> None:
    one = suggested(house, form="f")
    assert suggested(house, form="f") == one
    assert (one.due_on, told(house, "secretary")) == (DUE, ["suggestion_made"])
    assert left(house.member()) == {"suggestion.made": [1000]}
    answer(house, one, True)
    answer(house, one, True)
    assert left(house.member()) == {"suggestion.made": [1000], "suggestion.adopted": [1000]}
    answer(house, one, False, "There is no money for it.")
    assert left(house.member()) == {"suggestion.made": [1000]}
    assert told(house, "member") == ["suggestion_adopted", "suggestion_not_adopted"]


def test_not_adopting_takes_a_reason_and_only_the_office_where_it_lies_answers(house: House) -> None:
    one = suggested(house)
    with pytest.raises(ActionRefused, match="reason"):
        answer(house, one, False)
    for by in ("member", "neighbour", "committee", "auditor", "foreign_secretary"):
        with pytest.raises(Denied):
            answer(house, one, True, by=by)
    own = suggested(house, "secretary", "S11")
    with pytest.raises(Denied):
        answer(house, own, True, by="secretary")


def test_it_goes_to_the_own_unit_or_above_where_another_person_answers(house: House) -> None:
    rule = house.scheme.initiative.suggestions if house.scheme.initiative else None
    assert rule is not None
    reached = queries.units_for(house.member(), rule, house.today)
    assert [unit.code for unit in reached] == ["B111", "S11", "D1", "CITY"]
    assert house.branch not in queries.units_for(house.member("secretary"), rule, house.today), "not to oneself"
    for code in ("B112", "S21"):
        with pytest.raises(ActionRefused, match="own unit"):
            suggested(house, to=code)


def test_passed_up_the_clock_goes_on_and_the_member_is_told(house: House) -> None:
    one = suggested(house)
    by = house.viewer("secretary")
    above = suggestions.pass_up(
        suggestion=one, reason="The street is not ours.", scheme=house.scheme, by=by, at=house.at
    )
    one.refresh_from_db()
    assert (above.code, one.at_unit.code, one.to_unit.code, one.due_on) == ("S11", "S11", "B111", DUE)
    assert told(house, "member") == ["suggestion_passed_up"]
    assert told(house, "sub_district_officer") == ["suggestion_made"]
    with pytest.raises(Denied):
        answer(house, one, True)
    answer(house, one, True, by="sub_district_officer")


def test_reminders_come_before_the_day_and_after_it_and_what_is_overdue_is_counted(house: House) -> None:
    suggested(house)
    for days in range(40):
        reminders.remind(on=house.today + days * DAY, scheme=house.scheme, at=house.at + days * DAY)
    assert told(house, "secretary") == ["suggestion_made", "suggestion_due", "suggestion_overdue"]
    assert queries.overdue(Suggestion.objects.all(), DUE) == 0
    assert queries.overdue(Suggestion.objects.all(), DUE + DAY) == 1


def test_a_year_is_counted_for_those_with_whom_it_lies(house: House) -> None:
    late, in_time, _open = (suggested(house, title=title) for title in ("Late", "In time", "Open"))
    answer(house, in_time, False, "No.")
    suggestions.answer(
        suggestion=late, adopted=True, reason="", scheme=house.scheme, by=house.viewer("secretary"),
        at=house.at + 40 * DAY,
    )  # fmt: skip
    gone = suggested(house, title="Gone")
    suggestions.withdraw(suggestion=gone, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    found = queries.rate(queries.at_desk(house.viewer("secretary"), house.scheme), 2016)
    assert (found.made, found.answered, found.in_time, found.adopted) == (3, 2, 1, 1)
    assert left(house.member())["suggestion.made"] == [1000, 1000, 1000], "what was taken back is not there"
    for other in ("neighbour", "sub_district_officer", "auditor", "member"):
        assert not queries.at_desk(house.viewer(other), house.scheme).exists(), other


def go(house: House, one: Suggestion, move: SuggestionMove) -> None:
    by, at, scheme = house.viewer("secretary"), house.at, house.scheme
    if move == M.WITHDRAW:
        suggestions.withdraw(suggestion=one, scheme=scheme, by=house.viewer("member"), at=at)
    elif move == M.PASS_UP:
        suggestions.pass_up(suggestion=one, reason="Up.", scheme=scheme, by=by, at=at)
    else:
        answer(house, one, move == M.ADOPT, "Why")


@pytest.mark.parametrize("state", SuggestionState)
def test_from_every_state_there_is_every_way_of_the_dict_and_no_other(house: House, state: SuggestionState) -> None:
    decided = {"decided_on": house.today, "decided_at": house.at, "decided_by": house.account("secretary")}
    for move in SuggestionMove:
        made = suggested(house, title=move.value)
        fields = {field.name: getattr(made, field.name) for field in made._meta.concrete_fields if field.name != "id"}
        one = Suggestion.objects.create(**(fields | decided | {"state": state, "key": new_key()}))
        becomes = SUGGESTION_MOVES.get((state, move))
        if becomes is None and (state, move) != (S.WITHDRAWN, M.WITHDRAW):
            with pytest.raises(ActionRefused, match="no longer possible"):
                go(house, one, move)
        else:
            go(house, one, move)
        one.refresh_from_db()
        assert one.state == (becomes or state), move

"""Talks: by either side, confirmed by both, denied without a trace, and never with a word of their content."""

from datetime import date

import pytest
from django.db import IntegrityError, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.access.policies import Denied
from goodstanding.actions.care import talks
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AuditRow, Notice, Talk
from goodstanding.models.care.moves import TALK_MOVES, TALK_OPEN, TalkMove, TalkState
from goodstanding.queries.care import talks as queries
from goodstanding.queries.people import calendars
from tests.care import DAY, classed, left, talked
from tests.house import House

HELD, DUTY = "talk.heart_to_heart", "duty.member_talked_with"


def confirm(house: House, talk: Talk, who: str) -> None:
    talks.say(talk=talk, scheme=house.scheme, by=house.viewer(who), at=house.at)


def test_a_talk_has_no_column_for_a_word_of_it() -> None:
    texts = {
        field.name: field
        for field in Talk._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField)
    }
    assert set(texts) == {"key", "kind", "state", "way"}, "content of a talk is never stored"
    assert texts["state"].choices
    assert texts["way"].choices


def test_it_counts_once_both_sides_confirmed_it(house: House) -> None:
    talk = talked(house)
    assert left(house.member()) == {}
    assert Notice.objects.filter(to=house.account("member"), kind="talk_to_confirm").count() == 1
    for who in ("committee", "sub_district_officer", "stranger"):
        with pytest.raises(Denied):
            confirm(house, talk, who)
    confirm(house, talk, "secretary")
    assert left(house.member()) == {}, "saying it twice is not the other side's word"
    confirm(house, talk, "member")
    confirm(house, talk, "member")
    assert left(house.member()) == {HELD: [1000]}
    assert left(house.member("secretary")) == left(house.member("committee")) == {DUTY: [1000]}
    row = Talk.objects.get()
    assert (row.state, row.way, row.member_by, row.holder_by) == (
        "confirmed", "own", house.account("member"), house.account("secretary")
    )  # fmt: skip
    verbs = AuditRow.objects.filter(noun="talk").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["record", "say", "confirm"]


def test_the_member_can_record_it_too_and_both_sides_at_once_are_one_talk(house: House) -> None:
    talk = talked(house, by="member")
    assert queries.waiting(house.viewer("secretary"), house.today).get() == talk
    assert talked(house) == talk
    assert left(house.member()) == {HELD: [1000]}
    assert Talk.objects.count() == 1


def test_what_the_other_side_denies_leaves_nothing_and_can_be_recorded_again(house: House) -> None:
    talk = talked(house)
    with pytest.raises(ActionRefused, match="You said yourself"):
        talks.deny(talk=talk, scheme=house.scheme, by=house.viewer("secretary"), at=house.at)
    with pytest.raises(ActionRefused, match="other side said so"):
        talks.withdraw(talk=talk, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    talks.deny(talk=talk, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    with pytest.raises(ActionRefused, match="Did not take place"):
        confirm(house, talk, "secretary")
    assert left(house.member()) == left(house.member("secretary")) == {}
    assert talked(house).pk != talk.pk


def test_an_arranged_talk_waits_for_its_day(house: House) -> None:
    talk = talked(house, on=house.today + 3 * DAY)
    assert talk.state == TalkState.ARRANGED
    with pytest.raises(ActionRefused, match="still to come"):
        confirm(house, talk, "secretary")
    assert list(queries.ahead(house.member().pk, house.today)) == [talk]
    then = house.today + 3 * DAY
    assert not queries.waiting(house.viewer("member", on=then), then).exists()
    assert queries.waiting(house.viewer("secretary", on=then), then).get() == talk
    talks.withdraw(talk=talk, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    assert not queries.waiting(house.viewer("secretary", on=then), then).exists()
    with pytest.raises(ActionRefused, match="half a year"):
        talked(house, on=house.today + 300 * DAY)


def test_a_member_without_a_phone_confirms_in_person_or_on_paper(house: House) -> None:
    assert talked(house, way="paper").state == TalkState.CONFIRMED
    talk = talked(house, "group_leader")
    with pytest.raises(ActionRefused, match="Say how"):
        talks.say_for_member(talk=talk, way="own", scheme=house.scheme, by=house.viewer("secretary"), at=house.at)
    with pytest.raises(Denied):
        talks.say_for_member(
            talk=talk, way="paper", scheme=house.scheme, by=house.viewer("group_leader"), at=house.at
        )  # fmt: skip
    talks.say_for_member(talk=talk, way="in_person", scheme=house.scheme, by=house.viewer("secretary"), at=house.at)
    assert left(house.member("group_leader")) == left(house.member()) == {HELD: [1000]}, "paper earns the same"
    assert left(house.member("committee")) == {DUTY: [1000, 1000]}


def test_taken_back_the_ledger_follows_and_another_talk_of_the_year_still_counts(house: House) -> None:
    first, second = talked(house, way="paper"), talked(house, way="paper", on=house.today - 9 * DAY)
    assert left(house.member("committee")) == {DUTY: [1000]}, "each member once a year"
    for talk, counted in ((first, [1000]), (second, None)):
        talks.withdraw(talk=talk, scheme=house.scheme, by=house.viewer("secretary"), at=house.at)
        assert left(house.member()).get(HELD) == counted
        assert left(house.member("committee")).get(DUTY) == counted
    talks.withdraw(talk=first, scheme=house.scheme, by=house.viewer("secretary"), at=house.at)
    third = talked(house, way="paper")
    assert third.state == TalkState.CONFIRMED
    assert left(house.member("committee")) == {DUTY: [1000]}, "done after all"


def test_who_may_hold_one_and_with_whom(house: House) -> None:
    with pytest.raises(ActionRefused, match="two people"):
        talked(house, "secretary")
    with pytest.raises(ActionRefused, match="no office"):
        talked(house, holder="group_leader")
    with pytest.raises(ActionRefused, match="no office"):
        talked(house, holder="neighbour")
    with pytest.raises(ActionRefused, match="for other members"):
        talked(house, kind="contact_talk")
    with pytest.raises(ActionRefused, match="Only the last 400 days"):
        talked(house, on=date(2011, 1, 1))
    classed(house.member(), "probationary")
    talked(house, kind="contact_talk", way="telephone")
    assert left(house.member()) == {"probation.contact_talk": [1000]}
    assert talked(house, holder="sub_district_officer", way="paper").state == TalkState.CONFIRMED


def test_with_whom_none_took_place_comes_first(house: House) -> None:
    rule = house.scheme.care.talks["heart_to_heart"]  # type: ignore[union-attr]
    talked(house, way="paper", on=house.today - 300 * DAY)
    talked(house, "group_leader", way="paper", on=house.today - 20 * DAY)
    talked(house, "committee", on=house.today + 5 * DAY)
    since = house.today - 183 * DAY
    found = list(queries.longest_ago(house.branch, "heart_to_heart", rule, since, house.today))
    assert found[-1] == house.member()
    assert getattr(found[-1], "last_on", None) == house.today - 300 * DAY
    assert house.member("group_leader") not in found
    arranged = next(one for one in found if one == house.member("committee"))
    assert getattr(arranged, "open_on", None) == house.today + 5 * DAY


def test_the_database_wants_both_words_too(house: House) -> None:
    talk = talked(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        Talk.objects.filter(pk=talk.pk).update(state="confirmed")
    assert calendars.today(house.at) == house.today


@given(st.lists(st.sampled_from(list(TalkMove)), max_size=6))
def test_no_way_leads_back_from_an_end_and_confirmed_takes_two_words(moves: list[TalkMove]) -> None:
    state, said = TalkState.ARRANGED, 0
    for move in moves:
        becomes = TALK_MOVES.get((state, move))
        if becomes is None:
            continue
        assert state not in (TalkState.DENIED, TalkState.WITHDRAWN)
        said += move in (TalkMove.SAY, TalkMove.CONFIRM)
        state = becomes
    assert (state == TalkState.CONFIRMED) <= (said == 2)
    assert (state in TALK_OPEN) <= (said < 2)


def helped(house: House, *, by: str = "committee", helper: str = "committee", who: str = "member") -> Talk:
    return talks.set_down_help(
        kind="mentoring", helper=house.member(helper), helped=house.member(who), on=house.today - DAY,
        scheme=house.scheme, by=house.viewer(by), at=house.at,
    )  # fmt: skip


@pytest.mark.parametrize(("by", "other"), [("committee", "member"), ("member", "committee")])
def test_help_counts_for_the_helper_once_both_say_so(house: House, by: str, other: str) -> None:
    talk = helped(house, by=by)
    assert left(house.member("committee")) == {}
    confirm(house, talk, other)
    assert left(house.member("committee")) == {"mentoring.done": [1000]}
    assert left(house.member()) == {}
    talks.withdraw(talk=Talk.objects.get(), scheme=house.scheme, by=house.viewer(other), at=house.at)
    assert left(house.member("committee")) == {}


def test_help_is_said_by_the_two_alone_and_never_for_the_other(house: House) -> None:
    for refused in ("secretary", "stranger"):
        with pytest.raises(Denied):
            helped(house, by=refused)
    with pytest.raises(ActionRefused, match="same unit"):
        helped(house, by="member", helper="stranger")
    talk = helped(house)
    with pytest.raises(ActionRefused, match="no such kind"):
        talks.say_for_member(talk=talk, way="paper", scheme=house.scheme, by=house.viewer("committee"), at=house.at)
    talks.deny(talk=talk, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    assert left(house.member("committee")) == {}

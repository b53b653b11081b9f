"""Topics for an agenda: taken up with one deed, which changes the agenda, or answered why not."""

from datetime import timedelta

import pytest

from goodstanding.access.policies import Denied
from goodstanding.actions.initiative import topics
from goodstanding.actions.meetings import meetings
from goodstanding.actions.meetings.meetings import Particulars
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import AgendaTopic, Meeting, Notice
from goodstanding.models.initiative.moves import TOPIC_MOVES, TopicMove, TopicState
from goodstanding.models.public_id import new_key
from tests.house import House
from tests.initiative import left, proposed

M, S = TopicMove, TopicState


def ahead(
    house: House, kind: str = "study", agenda: str = "1. The minutes\n2. Reading", *, told: bool = False
) -> Meeting:
    starts = house.at + timedelta(days=3)
    by, what = house.viewer("secretary"), Particulars(starts, starts + timedelta(hours=1), "Hall", "", agenda)
    made = meetings.plan(unit=house.branch, word=kind, what=what, scheme=house.scheme, by=by, at=house.at)
    if told:
        meetings.notice(meeting=made, scheme=house.scheme, by=by, at=house.at)
    return made


def take_up(house: House, topic: AgendaTopic, meeting: Meeting, by: str = "secretary") -> None:
    topics.take_up(topic=topic, meeting=meeting, scheme=house.scheme, by=house.viewer(by), at=house.at)


def reject(house: House, topic: AgendaTopic, reason: str = "Too early.", by: str = "secretary") -> None:
    topics.reject(topic=topic, reason=reason, scheme=house.scheme, by=house.viewer(by), at=house.at)


def test_taken_up_it_stands_on_the_agenda_and_everyone_notified_is_notified(house: House) -> None:
    topic, meeting = proposed(house), ahead(house, told=True)
    for _again in range(2):
        take_up(house, topic, meeting)
    meeting.refresh_from_db()
    assert meeting.agenda.splitlines() == ["1. The minutes", "2. Reading", "3. The lamp"]
    assert Notice.objects.filter(to=house.account("committee"), kind="meeting_change").count() == 1
    assert Notice.objects.filter(to=house.account("member"), kind="topic_taken_up").count() == 1
    assert left(house.member()) == {"topic.taken_up": [1000]}
    reject(house, topic, "It was for another branch.")
    meeting.refresh_from_db()
    assert meeting.agenda.splitlines() == ["1. The minutes", "2. Reading"]
    assert left(house.member()) == {}


def test_an_agenda_without_numbers_or_without_lines_gets_a_line_that_fits(house: House) -> None:
    for agenda, start in (("Reading", "The lamp"), ("", "1. The lamp")):
        topic, meeting = proposed(house), ahead(house, agenda=agenda)
        take_up(house, topic, meeting)
        meeting.refresh_from_db()
        assert meeting.agenda.splitlines()[-1].startswith(start)


def test_what_cannot_be_is_refused(house: House) -> None:
    topic = proposed(house)
    with pytest.raises(ActionRefused, match="another kind"):
        take_up(house, topic, ahead(house, "general"))
    begun = ahead(house)
    Meeting.objects.filter(pk=begun.pk).update(state="cancelled", reason="x", ended_at=house.at)
    with pytest.raises(ActionRefused, match="can no longer be changed"):
        take_up(house, topic, begun)
    topic.refresh_from_db()
    assert topic.state == S.PROPOSED
    with pytest.raises(ActionRefused, match="reason"):
        reject(house, topic, " ")
    for kind in ("election", "nonsense"):
        with pytest.raises(ActionRefused, match="not proposed"):
            proposed(house, kind=kind)
    for by in ("member", "neighbour", "auditor", "group_leader"):
        with pytest.raises(Denied):
            reject(house, topic, by=by)
    with pytest.raises(Denied):
        reject(house, proposed(house, "secretary"))


def go(house: House, one: AgendaTopic, move: TopicMove, meeting: Meeting) -> None:
    if move == M.WITHDRAW:
        topics.withdraw(topic=one, scheme=house.scheme, by=house.viewer("member"), at=house.at)
    elif move == M.TAKE_UP:
        take_up(house, one, meeting)
    else:
        reject(house, one)


@pytest.mark.parametrize("state", TopicState)
def test_from_every_state_there_is_every_way_of_the_dict_and_no_other(house: House, state: TopicState) -> None:
    meeting = ahead(house)
    more = {"decided_on": house.today, "decided_at": house.at, "decided_by": house.account("secretary")}
    same = {(S.TAKEN_UP, M.TAKE_UP), (S.NOT_TAKEN_UP, M.REJECT), (S.WITHDRAWN, M.WITHDRAW)}
    for move in TopicMove:
        made = proposed(house)
        fields = {field.name: getattr(made, field.name) for field in made._meta.concrete_fields if field.name != "id"}
        one = AgendaTopic.objects.create(**(fields | more | {"state": state, "meeting": meeting, "key": new_key()}))
        becomes = TOPIC_MOVES.get((state, move))
        if becomes is None and (state, move) not in same:
            with pytest.raises(ActionRefused, match="no longer possible"):
                go(house, one, move, meeting)
        else:
            go(house, one, move, meeting)
        one.refresh_from_db()
        assert one.state == (becomes or state), move

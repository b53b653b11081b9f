"""Two who act on one assignment in the same moment, from what each saw: one of them wins, the other reads why."""

from collections.abc import Callable

import pytest

from goodstanding.actions.assignments import answers, decisions
from goodstanding.actions.operations.attachments import Attached
from goodstanding.actions.refusal import ActionRefused
from goodstanding.models import Assignee, AssignmentStep
from goodstanding.queries.assignments.steps import latest
from goodstanding.queries.operations.attachments import folder_of
from tests.assignments import DAY, DUE, given, given_to, handed_in, left, now
from tests.attached import PDF
from tests.house import House
from tests.threads import at_once


def lost(went: list[Exception | None]) -> str:
    """What the other of two reads, of whom one went through."""
    failed = [error for error in went if error is not None]
    assert len(failed) == 1, went
    assert isinstance(failed[0], ActionRefused), failed
    return str(failed[0])


def whats(assignee: Assignee) -> list[str]:
    return list(AssignmentStep.objects.filter(assignee=assignee).values_list("what", flat=True))


@pytest.mark.usefixtures("transactional_db")
def test_of_two_who_act_on_one_assignment_at_once_one_wins_and_the_other_reads_what_became_of_it(house: House) -> None:
    scheme, at = house.scheme, house.at
    member, secretary, committee = (house.viewer(who) for who in ("member", "secretary", "committee"))

    both = given_to(house)
    words = lost(
        at_once(
            lambda: answers.accept(assignee=both, scheme=scheme, by=member, at=at, seen=0),
            lambda: answers.decline(assignee=both, reason="I am away.", scheme=scheme, by=member, at=at, seen=0),
        )
    )
    assert whats(both) in (["accepted"], ["declined"])
    assert ("Accepted" if now(both).state == "accepted" else "Declined") in words
    assert left(both) == {"assignment.answered": 1000}

    forms = list[int]()

    def give() -> None:
        forms.append(given(house, form="once").pk)

    assert at_once(give, give) == [None, None]
    assert len(set(forms)) == 1, "one form sent twice at once gives one assignment"

    twice = given_to(house)

    def hand_in(text: str) -> Callable[[], None]:
        return lambda: answers.hand_in(assignee=twice, text=text, scheme=scheme, by=member, at=at, seen=0)

    assert "Handed in" in lost(at_once(hand_in("From the phone."), hand_in("From the desk.")))
    assert whats(twice) == ["handed_in"]
    assert at_once(hand_in(twice.steps.get().words), hand_in(twice.steps.get().words)) == [None, None]
    assert whats(twice) == ["handed_in"], "the same again is no second one"

    seen, judged = latest(twice), now(twice)
    words = lost(
        at_once(
            lambda: decisions.finish(
                assignee=judged, quality=5, reason="", scheme=scheme, by=secretary, at=at, seen=seen
            ),
            lambda: decisions.send_back(
                assignee=judged, reason="Half is missing.", until=DUE, scheme=scheme, by=committee, at=at, seen=seen
            ),
        )
    )
    assert now(twice).state in ("done", "returned")
    name = "secretary" if now(twice).state == "done" else "committee"
    assert house.member(name).name in words
    assert len(whats(twice)) == 2


def test_a_decision_is_not_corrected_by_an_office_that_did_not_see_it(house: House) -> None:
    work = handed_in(house, given_to(house))
    seen, by = latest(work), house.viewer("committee")
    decisions.finish(
        assignee=work, quality=4, reason="", scheme=house.scheme, by=house.viewer("secretary"), at=house.at, seen=seen
    )  # fmt: skip

    def decide(seen: int) -> None:
        decisions.withdraw(
            assignee=now(work), reason="Not needed.", scheme=house.scheme, by=by, at=house.at, seen=seen
        )  # fmt: skip

    with pytest.raises(ActionRefused, match="Accepted as done"):
        decide(seen)
    assert now(work).state == "done"
    decide(latest(work))
    assert now(work).state == "withdrawn"


def test_a_day_that_was_given_meanwhile_is_not_taken_back_by_a_page_that_did_not_show_it(house: House) -> None:
    work = given_to(house)
    answers.ask_for_time(assignee=work, until=DUE + 5 * DAY, reason="Key", by=house.viewer("member"), at=house.at)
    seen = latest(work)

    def answer(who: str, granted: bool) -> None:
        decisions.answer_time(
            assignee=work, granted=granted, until=None, reason="So", by=house.viewer(who), at=house.at, seen=seen
        )  # fmt: skip

    answer("secretary", True)
    with pytest.raises(ActionRefused, match="More time given"):
        answer("committee", False)
    assert now(work).due_on == DUE + 5 * DAY
    # What is handed in stands above it: more time is nothing that a member would have to look at first.
    answers.hand_in(
        assignee=work, text="Done.", scheme=house.scheme, by=house.viewer("member"), at=house.at, seen=seen
    )  # fmt: skip
    assert now(work).state == "handed_in"


def test_the_same_file_sent_again_is_handed_in_once(house: House) -> None:
    work, by, before = given_to(house), house.viewer("member"), set(folder_of("assignments").iterdir())
    for name in ("list.pdf", "list.pdf", "other.pdf"):
        file = Attached(name, PDF + b"\n" if name == "other.pdf" else PDF)
        answers.hand_in(assignee=work, text="All.", file=file, scheme=house.scheme, by=by, at=house.at)
    assert [step.attachment_name for step in work.steps.all()] == ["list.pdf", "other.pdf"]
    assert len(set(folder_of("assignments").iterdir()) - before) == 2

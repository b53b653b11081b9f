"""A process that dies at any moment while it gives an assignment or takes one in leaves nothing that is half done."""

import os
import time

import pytest

from goodstanding.actions.assignments import answers
from goodstanding.actions.operations.attachments import Attached
from goodstanding.models import Assignee, Assignment, AssignmentStep, AuditRow, Fact, Notice
from goodstanding.queries.operations.attachments import folder_of
from tests.assignments import given, given_to, now
from tests.attached import PDF
from tests.house import House
from tests.killed import killed_at_every_write

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_killed_while_it_is_given_to_a_branch_nobody_or_everybody_has_it_once(house: House) -> None:
    before = AuditRow.objects.count(), Notice.objects.count()
    for writes in killed_at_every_write(lambda: given(house, form="once")):
        assert writes < 60
        made = Assignment.objects.count()
        if made == 0:
            assert (Assignee.objects.count(), AuditRow.objects.count(), Notice.objects.count()) == (0, *before)
    assert (made, writes > 3) == (1, True)
    for _sent_again in range(2):
        assert given(house, form="once").assignees.count() == 5
    assert Assignment.objects.count() == 1
    assert (AuditRow.objects.count() - before[0], Notice.objects.filter(kind="assignment_given").count()) == (1, 4)


def test_killed_while_it_is_handed_in_with_a_file_it_is_handed_in_once_and_no_file_stays(house: House) -> None:
    work, folder = given_to(house), folder_of("assignments")
    there, file = set(folder.iterdir()), Attached("list.pdf", PDF)

    def hand_in() -> None:
        answers.hand_in(
            assignee=work, text="All.", file=file, scheme=house.scheme, by=house.viewer("member"), at=house.at
        )  # fmt: skip

    for _died in killed_at_every_write(hand_in):
        steps, facts = AssignmentStep.objects.count(), Fact.objects.count()
        assert (now(work).state, steps, facts) in (("given", 0, 0), ("handed_in", 1, 1))
    assert steps == 1
    hand_in()
    step = AssignmentStep.objects.get()
    left = set(folder.iterdir()) - there
    assert len(left) > 1, "processes that died in the middle leave files of which nobody knows"
    long_ago = time.time() - 2 * 24 * 3600
    for path in left:
        os.utime(path, (long_ago, long_ago))
    assert answers.tidy_attachments() >= len(left) - 1
    assert set(folder.iterdir()) - there == {folder / step.attachment}

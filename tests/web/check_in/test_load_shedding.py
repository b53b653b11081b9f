"""Where more check in than can be answered, some are asked to come again, and nothing else is turned away."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from goodstanding.models import CheckIn
from goodstanding.web.check_in import batched, load_shedding
from goodstanding.web.check_in.batcher import Batcher
from tests.house import House
from tests.phones import Phone, open_meeting, shown


def test_a_full_house_asks_to_come_again_and_answers_other_pages(
    house: House, django_assert_num_queries: "object"
) -> None:
    phone = Phone(house).enrolled()
    told = phone.made(shown(open_meeting(house, timezone.now()), timezone.now()))
    assert phone.client.get(reverse("home")).status_code == 200
    for _place in range(settings.CHECK_INS_AT_ONCE):
        load_shedding._slots.acquire()
    try:
        with django_assert_num_queries(0):  # type: ignore[operator]
            answer = phone.post(told)
        assert phone.client.get(reverse("home")).status_code == 200
    finally:
        for _place in range(settings.CHECK_INS_AT_ONCE):
            load_shedding._slots.release()
    assert answer.status_code == 503
    assert 5 <= int(answer["Retry-After"]) <= 15
    assert CheckIn.objects.count() == 0
    assert phone.post(told).status_code == 200


def test_a_process_that_is_about_to_end_asks_to_come_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = Phone(house).enrolled()
    sent = phone.made(shown(open_meeting(house, timezone.now()), timezone.now()))
    stopped = Batcher(batched._check_in_all, most=1)
    assert stopped.stop(within=0)
    monkeypatch.setattr(batched, "_batcher", stopped)
    answer = phone.post(sent)
    assert (answer.status_code, 5 <= int(answer["Retry-After"]) <= 15) == (503, True)
    assert CheckIn.objects.count() == 0
    monkeypatch.undo()
    assert phone.post(sent).status_code == 200

"""Where more check in than can be answered, some are asked to come again, and nothing else is turned away."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from goodstanding.models import CheckIn
from goodstanding.web.check_in import load_shedding
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

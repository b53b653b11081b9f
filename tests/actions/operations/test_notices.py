"""A notice is told once for each reason, and only its reader reads it."""

from goodstanding.actions import notices
from goodstanding.models import Notice
from tests.house import House


def tell(house: House, who: str = "member", idempotency_key: str = "post:1") -> None:
    notices.tell(
        house.account(who), "post_granted", {"unit": "Branch 1.1.1"}, idempotency_key=idempotency_key, at=house.at
    )


def test_the_same_reason_is_told_once(house: House) -> None:
    tell(house)
    tell(house)
    assert Notice.objects.count() == 1


def test_another_reason_or_another_reader_is_another_notice(house: House) -> None:
    tell(house)
    tell(house, idempotency_key="post:2")
    tell(house, "secretary")
    assert Notice.objects.count() == 3


def test_reading_is_kept_once_and_only_by_its_reader(house: House) -> None:
    tell(house)
    notice = Notice.objects.get()
    notices.read(notice=notice, by=house.viewer("secretary"), at=house.at)
    assert Notice.objects.get().read_at is None
    notices.read(notice=notice, by=house.viewer("member"), at=house.at)
    notices.read(notice=notice, by=house.viewer("member"), at=house.at.replace(hour=20))
    assert Notice.objects.get().read_at == house.at

"""Keys change: what was sealed with the old one is read, sealed again, and then the old one is not needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F, TextField
from django.db.models.functions import Cast
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.care import absences
from goodstanding.actions.people import members
from goodstanding.actions.sign_in import invitations, key_rotation
from goodstanding.models import LongAbsence, Member
from goodstanding.models.encrypted import decrypt, encrypt, newest
from goodstanding.models.guards.guards import GUARDS
from goodstanding.queries.sign_in.sealed import sealed_fields
from tests.house import House
from tests.sign_in import current_code, newcomer, set_up_an_app, sign_in

NEW = "a new secret, as long as secrets are"
PHONE = "0571-555-0100"


@contextmanager
def keys(*secrets: str) -> Iterator[None]:
    """While this lasts, the house has these keys, the newest first."""
    with override_settings(SECRET_KEY=secrets[0], SECRET_KEY_FALLBACKS=list(secrets[1:])):
        yield


def kept(name: str = "phone") -> list[str]:
    """What lies in the table."""
    as_kept = Member.objects.annotate(kept=Cast(F(name), output_field=TextField())).order_by("pk")
    return list(as_kept.exclude(kept="").values_list("kept", flat=True))


@pytest.fixture
def old(house: House) -> str:
    """The key until now; some members have a telephone number, sealed with it."""
    for member in house.members("B111")[:3]:
        members.correct(member=member, values={"phone": PHONE}, by=None, at=house.at)
    return settings.SECRET_KEY


def test_what_was_sealed_with_an_old_key_is_read_and_new_things_are_sealed_with_the_new_one(
    house: House, old: str
) -> None:
    with keys(NEW, old):
        assert house.members("B111")[0].phone == PHONE
        members.correct(member=house.members("B111")[3], values={"phone": "0571-555-0123"}, by=None, at=house.at)
        assert newest().decrypt(kept()[3].encode()).decode() == "0571-555-0123"
        for sealed in kept()[:3]:
            with pytest.raises(InvalidToken):
                newest().decrypt(sealed.encode())


def test_after_rotating_the_old_key_is_not_needed(house: House, old: str) -> None:
    with keys(NEW, old):
        tally = key_rotation.rotate()["goodstanding.Member.phone"]
        assert (tally.examined, tally.resealed, tally.unreadable) == (3, 3, 0)
    with keys(NEW):
        assert [member.phone for member in house.members("B111")] == [PHONE] * 3 + ["", ""]


def test_a_number_of_an_absence_that_runs_or_is_over_is_sealed_again_and_the_absence_stays_over(house: House) -> None:
    for who in ("member", "committee"):
        absence = absences.report(
            member=house.member(who), from_on=house.today, until_on=house.today + timedelta(days=30), phone=PHONE,
            scheme=house.scheme, by=house.viewer(who), at=house.at,
        )  # fmt: skip
    absences.end(absence=absence, scheme=house.scheme, by=house.viewer("committee"), at=house.at)
    with keys(NEW, settings.SECRET_KEY):
        tally = key_rotation.rotate()["goodstanding.LongAbsence.phone"]
        assert (tally.examined, tally.resealed, tally.unreadable) == (2, 2, 0)
    with keys(NEW):
        assert [row.phone for row in LongAbsence.objects.all()] == [PHONE, PHONE]
    for moved in ({"ended_on": house.today + timedelta(days=1)}, {"ended_at": house.at + timedelta(days=1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            LongAbsence.objects.filter(pk=absence.pk).update(**moved)


def test_the_database_lets_every_sealed_value_be_sealed_again() -> None:
    may_change = {guard.table: guard.may_change for guard in GUARDS}
    for model, field in sealed_fields():
        assert field.column in may_change.get(model._meta.db_table, (field.column,)), model


def test_rotating_again_does_nothing_again(house: House, old: str) -> None:
    with keys(NEW, old):
        key_rotation.rotate()
        before = kept()
        tally = key_rotation.rotate()["goodstanding.Member.phone"]
        assert (tally.examined, tally.resealed) == (3, 0)
        assert kept() == before


def test_a_rotation_that_was_stopped_goes_on_where_it_was(
    house: House, old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_rotation, "_BATCH", 2)
    with keys(NEW, old):
        steps = key_rotation._batches(Member, phone__isnull=False)
        key_rotation._rotate_field(Member, "phone", next(steps), key_rotation.RotationCount())
        assert sum(_is_new(sealed) for sealed in kept()) == 2
        assert key_rotation.rotate()["goodstanding.Member.phone"].resealed == 1
        assert all(_is_new(sealed) for sealed in kept())


def _is_new(sealed: str) -> bool:
    try:
        newest().decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def test_what_no_key_opens_is_counted_and_left_as_it_is(house: House, old: str) -> None:
    before = kept()
    with keys(NEW):
        tally = key_rotation.rotate()["goodstanding.Member.phone"]
    assert (tally.examined, tally.resealed, tally.unreadable) == (3, 0, 3)
    assert kept() == before


def test_the_secret_of_an_app_is_sealed_and_still_good_after_rotating(house: House, old: str) -> None:
    client, account = Client(), house.account("secretary")
    sign_in(client, account.login, house.password)
    secret = set_up_an_app(client, house.password)
    sealed = {factor.type: factor.data for factor in Authenticator.objects.all()}
    assert secret not in str(sealed)
    assert decrypt(sealed["totp"]["secret"]) == secret
    with keys(NEW, old):
        tally = key_rotation.rotate()["factors"]
        assert (tally.examined, tally.resealed, tally.unreadable) == (2, 2, 0)
    with keys(NEW):
        client = Client()
        sign_in(client, account.login, house.password)
        client.post(reverse("mfa_authenticate"), {"code": _later_code(secret)})
        assert client.get(reverse("desk")).status_code == 200


def _later_code(secret: str) -> str:
    """The code of now, as if the one that set the app up had not been of the same half minute."""
    from django.core.cache import cache

    cache.clear()
    return current_code(secret)


def test_what_nobody_sealed_is_not_opened() -> None:
    sealed = encrypt("text")
    for other in ("", "text", sealed[:-4] + "AAA=", "gAAAAA"):
        with pytest.raises(InvalidToken):
            decrypt(other)


def test_printed_codes_outlive_a_change_of_keys_until_the_old_one_is_thrown_away(house: House, old: str) -> None:
    account = newcomer(house)
    assert account.member is not None
    code = invitations.invite(member=account.member, by=house.viewer("secretary"), at=timezone.now()).code
    form = {"code": code, "password": "a sentence of my own"}
    with keys(NEW):
        assert Client().post(reverse("use_code"), form).status_code == 422
    with keys(NEW, old):
        assert Client().post(reverse("use_code"), form).status_code == 302


def test_visits_outlive_a_change_of_keys(house: House, old: str) -> None:
    client = Client()
    sign_in(client, house.account("member").login, house.password)
    with keys(NEW, old):
        assert client.get(reverse("home")).status_code == 200
    with keys(NEW):
        assert client.get(reverse("home")).status_code == 200
    with keys("a third secret, and none before it"):
        assert client.get(reverse("home")).status_code == 302

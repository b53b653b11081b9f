"""The database refuses what no action would ever write."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from goodstanding.access.roles import Role
from goodstanding.models import (
    Account,
    AttendanceConflict,
    Attendee,
    CalendarFeed,
    Consent,
    Hosting,
    Invitation,
    Job,
    Meeting,
    MeetingLeave,
    Member,
    MemberClass,
    Membership,
    Notice,
    Organization,
    Post,
    Proof,
    Resolution,
    SignInRequest,
    Transfer,
    Unit,
    UnitContact,
    UnitName,
    UnitPlace,
)
from tests.house import OPENED, TODAY, House

YESTERDAY = date(2016, 10, 14)


def a_member(house: House, **changed: Any) -> object:
    told = {"number": "N1", "name": "X", "joined_on": OPENED, "unit": house.branch} | changed
    return Member.objects.create(**told)


def a_transfer(house: House, **changed: Any) -> Transfer:
    told = {
        "member": house.member(),
        "from_unit": house.branch,
        "to_unit": house.unit("B211"),
        "reason": "moving",
        "asked_at": house.at,
        "asked_by": house.account("member"),
        "due_on": TODAY,
    } | changed
    return Transfer.objects.create(**told)


def a_consent(house: House, transfer: Transfer, **changed: Any) -> object:
    told = {"side": "member", "agrees": True, "at": house.at, "by": house.account("member")} | changed
    return Consent.objects.create(transfer=transfer, **told)


def an_invitation(house: House, **changed: Any) -> object:
    told = {"digest": "a", "made_at": house.at, "good_until": house.at} | changed
    return Invitation.objects.create(account=house.account("member"), **told)


def a_request(house: House, **changed: Any) -> object:
    told = {"number": "11104", "name": "x", "asked_at": house.at, "matched_at": house.at} | changed
    return SignInRequest.objects.create(member=house.member(), **told)


def a_contact(house: House, **changed: Any) -> object:
    return UnitContact.objects.create(unit=house.branch, set_at=house.at, **changed)


def an_account(house: House, **changed: Any) -> object:
    return Account.objects.create(**{"login": "new", "name": "New", "created_at": house.at} | changed)


def a_job(house: House, **changed: Any) -> object:
    return Job.objects.create(kind="test", asked_at=house.at, **changed)


def changed(queryset: Any, **values: Any) -> None:
    assert queryset.update(**values) > 0


def a_post(house: House, **changed: Any) -> object:
    told = {"role": Role.SECRETARY, "unit": house.branch, "from_on": OPENED, "granted_at": house.at} | changed
    return Post.objects.create(account=house.account("secretary"), **told)


def twice(act: Callable[[], Any]) -> None:
    act()
    act()


def a_meeting(house: House, **changed: Any) -> Meeting:
    told = {
        "unit": house.branch,
        "type": "study",
        "on": TODAY,
        "starts_at": house.at,
        "ends_at": house.at + timedelta(hours=1),
        "planned_at": house.at,
    } | changed
    return Meeting.objects.create(**told)


def an_attendee(house: House, **changed: Any) -> Attendee:
    told: dict[str, Any] = {
        "member": house.member(),
        "role": "due",
        "because": "all",
        "added_at": house.at,
    } | changed
    meeting = told.pop("meeting", None) or a_meeting(house)
    return Attendee.objects.create(meeting=meeting, **told)


def a_proof(house: House, attendee: Attendee, **changed: Any) -> Proof:
    told = {
        "verdict": "present",
        "assurance": "host",
        "occurred_at": house.at,
        "recorded_at": house.at,
        "idempotency_key": "1",
    }
    return Proof.objects.create(attendee=attendee, by=house.account("secretary"), **told | changed)


def a_leave(house: House, attendee: Attendee, **changed: Any) -> MeetingLeave:
    return MeetingLeave.objects.create(
        attendee=attendee, asked_at=house.at, asked_by=house.account("member"), **changed
    )


def a_resolution(house: House, **changed: Any) -> Resolution:
    votes = {"votes_for": 3, "votes_against": 0, "abstained": 0, "needed": 3, "carried": True}
    told: dict[str, Any] = {"number": 1, "text": "X"} | votes | changed
    meeting = told.pop("meeting", None) or a_meeting(house)
    return Resolution.objects.create(meeting=meeting, at=house.at, by=house.account("secretary"), **told)


def a_clash(house: House, attendee: Attendee, **changed: Any) -> AttendanceConflict:
    first, second = (a_proof(house, attendee, idempotency_key=f"{attendee.pk}{n}{len(changed)}") for n in "ab")
    return AttendanceConflict.objects.create(
        **{"attendee": attendee, "first": first, "second": second, "opened_at": house.at} | changed
    )


IMPOSSIBLE: dict[str, Callable[[House], Any]] = {
    "a second organization": lambda h: Organization.objects.create(id=2, name="B", scheme="s", founded_at=h.at),
    "two units with one code": lambda h: changed(Unit.objects.filter(code="B112"), code="B111"),
    "two units in one place": lambda h: changed(Unit.objects.filter(code="B112"), path=h.branch.path),
    "a unit that closed before it opened": lambda h: changed(
        Unit.objects.filter(code="S11"), closed_on=date(2014, 1, 1)
    ),
    "a merged unit that is open": lambda h: changed(Unit.objects.filter(code="S11"), merged_into=h.city),
    "a closed unit with members": lambda h: changed(Unit.objects.filter(code="B111"), closed_on=TODAY),
    "a unit with fewer than no members": lambda h: changed(Unit.objects.filter(code="B111"), members_here=-1),
    "two names at once": lambda h: UnitName.objects.create(unit=h.branch, name="X", from_on=TODAY),
    "a name that ended before it began": lambda h: UnitName.objects.create(
        unit=h.branch, name="X", from_on=TODAY, until_on=YESTERDAY
    ),
    "two places at once": lambda h: UnitPlace.objects.create(unit=h.branch, parent=h.city, from_on=TODAY),
    "a unit below itself": lambda h: UnitPlace.objects.create(
        unit=h.branch, parent=h.branch, from_on=TODAY, until_on=TODAY
    ),
    "two members with one number": lambda h: a_member(h, number="11101"),
    "a member who is nowhere": lambda h: a_member(h, unit=None),
    "a member who left and is somewhere": lambda h: a_member(h, left_on=TODAY, leaving="resigned"),
    "a member who left for no reason": lambda h: a_member(h, unit=None, left_on=TODAY),
    "a member with a reason for leaving who is here": lambda h: a_member(h, leaving="resigned"),
    "a member who left before joining": lambda h: a_member(h, unit=None, left_on=date(2014, 1, 1), leaving="resigned"),
    "a full member before joining": lambda h: a_member(h, full_on=date(2014, 1, 1)),
    "two memberships at once": lambda h: Membership.objects.create(member=h.member(), unit=h.city, from_on=TODAY),
    "a membership that ended before it began": lambda h: Membership.objects.create(
        member=h.member(), unit=h.city, from_on=TODAY, until_on=YESTERDAY
    ),
    "two hosts at once": lambda h: twice(lambda: Hosting.objects.create(member=h.member(), unit=h.city, from_on=TODAY)),
    "one class twice at once": lambda h: MemberClass.objects.create(member=h.member(), word="full", from_on=TODAY),
    "one office twice at once": a_post,
    "an office that ended before it began": lambda h: a_post(h, until_on=date(2014, 1, 1)),
    "an account of nobody": lambda h: an_account(h, name=""),
    "two accounts whose names differ in case only": lambda h: an_account(h, login="ANALYST"),
    "two accounts with one e-mail address": lambda h: [
        an_account(h, login=one, email=f"{one}@example.org") for one in ("a", "A")
    ],
    "two accounts of one member": lambda h: an_account(h, member=h.member()),
    "two invitations with one code": lambda h: twice(lambda: an_invitation(h)),
    "two open requests of a member": lambda h: twice(lambda: a_request(h)),
    "a request of a member whom nobody has looked for": lambda h: a_request(h, matched_at=None),
    "a request answered by nobody": lambda h: a_request(h, answered_at=h.at),
    "two contacts of a unit": lambda h: twice(lambda: a_contact(h)),
    "a contact at an address that can be guessed": lambda h: a_contact(h, key="B111"),
    "an invitation used and withdrawn": lambda h: an_invitation(
        h, used_at=h.at, withdrawn_at=h.at, withdrawn_by=h.account("secretary")
    ),
    "an invitation withdrawn by nobody": lambda h: an_invitation(h, withdrawn_at=h.at),
    "two open transfers": lambda h: twice(lambda: a_transfer(h)),
    "a transfer to the same unit": lambda h: a_transfer(h, to_unit=h.branch),
    "an open transfer that has ended": lambda h: a_transfer(h, ended_at=h.at, ended_by=h.account("member")),
    "an ended transfer that has not": lambda h: a_transfer(h, state="done"),
    "a transfer ended by nobody": lambda h: a_transfer(h, state="done", ended_at=h.at),
    "one side that answers twice": lambda h: [a_consent(h, one) for one in [a_transfer(h)] * 2],
    "a refusal without a reason": lambda h: a_consent(h, a_transfer(h), agrees=False),
    "one notice twice": lambda h: twice(
        lambda: Notice.objects.create(to=h.account("member"), kind="k", idempotency_key="1", at=h.at)
    ),
    "a job that is done but has not ended": lambda h: a_job(h, state="done"),
    "a job that waits but has ended": lambda h: a_job(h, ended_at=h.at),
    "a meeting that ends before it begins": lambda h: a_meeting(h, ends_at=h.at),
    "a closed meeting that has not ended": lambda h: a_meeting(h, state="closed", opened_at=h.at),
    "an open meeting that was not opened": lambda h: a_meeting(h, state="open"),
    "a meeting cancelled without a reason": lambda h: a_meeting(h, state="cancelled", ended_at=h.at),
    "a notice without a version": lambda h: a_meeting(h, state="noticed"),
    "one person twice on a list": lambda h: [an_attendee(h, meeting=one) for one in [a_meeting(h)] * 2],
    "somebody taken off without a reason": lambda h: an_attendee(h, role="off"),
    "a guest with a vote": lambda h: an_attendee(h, role="guest", votes=True),
    "a proof that says nothing": lambda h: a_proof(h, an_attendee(h), verdict=""),
    "a proof with another word": lambda h: a_proof(h, an_attendee(h), verdict="asleep"),
    "a proof known in another way": lambda h: a_proof(h, an_attendee(h), assurance="face"),
    "one proof twice": lambda h: [a_proof(h, one) for one in [an_attendee(h)] * 2],
    "a proof taken back without a reason": lambda h: a_proof(
        h, (one := an_attendee(h)), undoes=a_proof(h, one), verdict="", idempotency_key="2"
    ),
    "two requests for leave at once": lambda h: [a_leave(h, one) for one in [an_attendee(h)] * 2],
    "leave refused without a reason": lambda h: a_leave(
        h, an_attendee(h), state="refused", answered_at=h.at, answered_by=h.account("secretary")
    ),
    "a case of one proof": lambda h: a_clash(h, (one := an_attendee(h)), first=(p := a_proof(h, one)), second=p),
    "two open cases about one person": lambda h: [a_clash(h, one) for one in [an_attendee(h)] * 2],
    "a case settled without a reason": lambda h: a_clash(
        h, an_attendee(h), state="settled", settled_at=h.at, settled_by=h.account("secretary"), seen=1
    ),
    "a resolution carried by too few": lambda h: a_resolution(h, votes_for=2),
    "a resolution lost with enough": lambda h: a_resolution(h, carried=False),
    "two resolutions with one number": lambda h: [a_resolution(h, meeting=one) for one in [a_meeting(h)] * 2],
    "two calendar addresses at once": lambda h: [
        CalendarFeed.objects.create(account=h.account("member"), digest=one, made_at=h.at) for one in "ab"
    ],
    "a unit that is deleted with its past": lambda h: Unit.objects.filter(code="B111").delete(),
    "a member who is deleted with their past": lambda h: h.member().delete(),
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_the_database_refuses(house: House, what: str) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        IMPOSSIBLE[what](house)
    assert "not null" not in str(refused.value).lower().replace("-", " "), "something was left out"


def test_a_span_may_be_empty_where_something_was_put_right_on_its_first_day(house: House) -> None:
    span = UnitName.objects.create(unit=house.branch, name="X", from_on=TODAY, until_on=TODAY)
    assert not span.holds(TODAY)


def test_many_accounts_have_no_email_address(house: House) -> None:
    for login in ("a", "b"):
        an_account(house, login=login, email="")
    assert Account.objects.filter(login__in=("a", "b"), email=None).count() == 2

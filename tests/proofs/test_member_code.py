"""A member's own code says what the server said, and nothing that anybody else makes of it is taken."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.models.public_id import new_key
from goodstanding.proofs import member_code, venue_code
from goodstanding.proofs.member_code import SignedMemberCode
from goodstanding.proofs.venue_code import DELIVERY, CodeDoubt, NotShown

KEYS = venue_code.keys(["a secret", "an older secret"], member_code.ROLE)
AT = datetime(2026, 3, 5, 19, 0, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MEETING, MEMBER = new_key(), new_key()


def doubt(sent: object, *, meeting: str = MEETING, at: datetime = AT, kept: bool = False) -> CodeDoubt | None:
    """Why a code is refused; none where it is good."""
    try:
        member_code.check(member_code.read(sent, KEYS), meeting=meeting, at=at, offline=kept)
    except NotShown as refusal:
        return refusal.doubt
    return None


@pytest.mark.parametrize("made", SignedMemberCode)
def test_a_code_says_whose_it_is_of_which_meeting_since_when_and_how_it_was_made(made: SignedMemberCode) -> None:
    code = member_code.code(MEETING, MEMBER, made, AT, KEYS)
    assert (len(code), member_code.read(code, KEYS)) == (76, member_code.MemberCode(MEETING, MEMBER, AT, made))
    assert doubt(code) is None


def test_a_code_of_an_older_secret_is_good_and_one_of_another_role_or_house_is_not() -> None:
    for secrets_of, role, expected in [
        (["an older secret"], member_code.ROLE, None),
        (["somebody else's"], member_code.ROLE, CodeDoubt.KEY),
        (["a secret"], b"goodstanding venue code 1", CodeDoubt.KEY),
    ]:
        foreign = venue_code.keys(secrets_of, role)
        assert doubt(member_code.code(MEETING, MEMBER, SignedMemberCode.BY_VISIT, AT, foreign)) is expected


def test_whatever_is_changed_in_a_code_it_is_refused() -> None:
    code = member_code.code(MEETING, MEMBER, SignedMemberCode.BY_VISIT, AT, KEYS)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    taken = []
    for place in range(len(code)):
        for other in letters.replace(code[place], ""):
            if doubt(code[:place] + other + code[place + 1 :]) is None:
                taken.append((place, other))
    assert taken == []


def test_what_is_no_code_is_refused_before_it_is_looked_at() -> None:
    code = member_code.code(MEETING, MEMBER, SignedMemberCode.BY_VISIT, AT, KEYS)
    nonsense: list[object] = [
        None,
        7,
        b"",
        "",
        [],
        {},
        code[:-1],
        code + "A",
        f" {code}",
        code + "\n",
        "é" * 76,
        "=" * 76,
    ]
    for sent in nonsense:
        assert doubt(sent) is CodeDoubt.SHAPE, sent


def test_a_thousand_guesses_hit_nothing() -> None:
    said = member_code.code(MEETING, MEMBER, SignedMemberCode.BY_VISIT, AT, KEYS)[:55]
    assert not [1 for _try in range(1000) if doubt(said + secrets.token_urlsafe(16)[:21]) is None]


@pytest.mark.parametrize(
    ("age", "kept", "expected"),
    [
        (0 * SECOND, False, None),
        (120 * SECOND, False, None),
        (121 * SECOND, False, CodeDoubt.OLD),
        (121 * SECOND, True, None),
        (DELIVERY, True, None),
        (DELIVERY + SECOND, True, CodeDoubt.OLD),
        (-5 * SECOND, False, None),
        (-6 * SECOND, False, CodeDoubt.EARLY),
        (-6 * SECOND, True, CodeDoubt.EARLY),
    ],
)
def test_a_code_lives_two_minutes_and_eight_days_where_it_was_kept(
    age: timedelta, kept: bool, expected: CodeDoubt | None
) -> None:
    code = member_code.code(MEETING, MEMBER, SignedMemberCode.WITH_PASSKEY, AT, KEYS)
    assert doubt(code, at=AT + age, kept=kept) is expected


def test_a_code_of_another_meeting_is_refused() -> None:
    code = member_code.code(MEETING, MEMBER, SignedMemberCode.WITH_PASSKEY, AT, KEYS)
    assert doubt(code, meeting=new_key()) is CodeDoubt.MEETING


def test_the_challenge_is_another_one_for_every_meeting_member_and_number() -> None:
    nonce = secrets.token_bytes(16)
    asked = [(MEETING, b"1", nonce), (new_key(), b"1", nonce), (MEETING, b"2", nonce), (MEETING, b"1", bytes(16))]
    found = {member_code.challenge(meeting, member=member, nonce=number) for meeting, member, number in asked}
    assert len(found) == 4
    assert {len(one) for one in found} == {32}
    with pytest.raises(NotShown):
        member_code.challenge(MEETING, member=b"1", nonce=bytes(15))

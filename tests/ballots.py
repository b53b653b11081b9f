"""Ballots for tests: phones and tellers that do in Python what the browsers do, with the same formats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from goodstanding.access.viewer import viewer_of
from goodstanding.actions.ballots import ballots, counting, tellers, voting
from goodstanding.actions.ballots.ballots import VoterClass
from goodstanding.actions.ballots.counting import Agreement, Counted
from goodstanding.engine.scheme.part import Text
from goodstanding.models import Account, Ballot, BallotBox, Member
from goodstanding.proofs.sealed_vote import MARK, POINT, to_bytes, to_text
from tests.house import House

CHOICES = ("excellent", "qualified", "basically_qualified", "unqualified", "abstain")
TELLERS = ("group_leader", "committee")
#: Papers of a class: for each the choice of each subject.
Papers = Sequence[Sequence[int]]


def _stream(shared: bytes, point: bytes, public: bytes, ballot: str) -> tuple[bytes, bytes]:
    info = f"goodstanding ballot 1 {ballot}".encode()
    made = HKDF(algorithm=SHA256(), length=44, salt=point + public, info=info).derive(shared)
    return made[:32], made[32:]


def raw(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as its point."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def sealed_layer(data: bytes, public: bytes, ballot: str) -> bytes:
    """One layer, as a phone makes it."""
    once = ec.generate_private_key(ec.SECP256R1())
    point = raw(once.public_key())
    shared = once.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public))
    key, nonce = _stream(shared, point, public, ballot)
    return point + AESGCM(key).encrypt(nonce, data, None)


def opened_layer(data: bytes, private: ec.EllipticCurvePrivateKey, ballot: str) -> bytes:
    """What is below a layer, as a teller's browser finds it. Raises InvalidTag for another key."""
    point = data[:POINT]
    shared = private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point))
    key, nonce = _stream(shared, point, raw(private.public_key()), ballot)
    return AESGCM(key).decrypt(nonce, data[POINT:], None)


@dataclass
class Teller:
    """One of the two tellers, with the key that only their browser has."""

    who: str
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def public(self) -> bytes:
        """The point that votes are sealed to."""
        return raw(self.private.public_key())


@dataclass
class Held:
    """A ballot with both tellers, held in tests."""

    house: House
    ballot: Ballot
    tellers: tuple[Teller, Teller]

    def now(self) -> Ballot:
        """The ballot as it stands."""
        return Ballot.objects.select_related("unit").get(pk=self.ballot.pk)

    def make_keys(self, at: datetime | None = None) -> None:
        """Both tellers make their keys."""
        for teller in self.tellers:
            tellers.make_key(
                ballot=self.ballot, public_key=to_text(teller.public), locked_key="locked",
                by=self.house.viewer(teller.who), at=at or self.house.at,
            )  # fmt: skip

    def sealed(self, choices: Sequence[int]) -> tuple[str, str]:
        """A vote with these choices, by their places, as a phone seals it."""
        data = token_bytes(MARK) + bytes(choices)
        first, second = (teller.public for teller in self.tellers)
        key = self.ballot.key
        one = sealed_layer(sealed_layer(data, second, key), first, key)
        two = sealed_layer(sealed_layer(data, first, key), second, key)
        return to_text(one), to_text(two)

    def vote(self, member: Member, choices: Sequence[int], at: datetime | None = None) -> str:
        """A member votes on the phone. Returns the receipt."""
        viewer = viewer_for(self.house, member)
        return voting.cast(ballot=self.ballot, sealed=self.sealed(choices), by=viewer, at=at or self.house.at)

    def paper(self, member: Member, at: datetime | None = None) -> None:
        """A member takes a paper from the first teller."""
        voter = self.ballot.voters.get(member=member)
        by = self.house.viewer(self.tellers[0].who)
        voting.give_paper(ballot=self.ballot, voter=voter, by=by, at=at or self.house.at)

    def close(self, at: datetime | None = None) -> None:
        """The secretary closes the ballot."""
        by = self.house.viewer("secretary")
        ballots.close(ballot=self.ballot, scheme=self.house.scheme, by=by, at=at or self.house.at)

    def shuffle(self, place: int, at: datetime | None = None) -> None:
        """A teller opens the outer layers of the own way."""
        teller, key = self.tellers[place], self.ballot.key
        opened = {
            box.of_class.number: [
                to_text(opened_layer(to_bytes(pair[place]), teller.private, key)) for pair in box.sealed
            ]
            for box in boxes(self.ballot)
        }
        tellers.shuffle(ballot=self.ballot, opened=opened, by=self.house.viewer(teller.who), at=at or self.house.at)

    def opened(self, place: int) -> dict[int, list[bytes]]:
        """What a teller finds in the votes that the other shuffled, by the number of the class."""
        teller, name = self.tellers[place], "second" if place == 0 else "first"
        return {
            box.of_class.number: sorted(
                opened_layer(to_bytes(one), teller.private, self.ballot.key) for one in getattr(box, name)
            )
            for box in boxes(self.ballot)
        }

    def count(self, place: int, papers: Mapping[int, Papers] = {}, *, at: datetime | None = None) -> Agreement:
        """A teller counts the phones' votes and adds the papers of each group."""
        opened, subjects = self.opened(place), self.ballot.subjects.count()
        counted = {
            number: _counted(
                [*(one[MARK:] for one in votes), *map(bytes, papers.get(number, ()))], subjects, self.ballot
            )
            for number, votes in opened.items()
        }
        fingerprint = sha256(repr(sorted(opened.items())).encode()).hexdigest()
        by = self.house.viewer(self.tellers[place].who)
        return counting.count(
            ballot=self.ballot, counted=counted, fingerprint=fingerprint, by=by, at=at or self.house.at
        )  # fmt: skip

    def finish(self, papers: Mapping[int, Papers] = {}) -> None:
        """From closing to the result."""
        self.close()
        if self.now().state == Ballot.State.CLOSED:
            self.shuffle(0)
            self.shuffle(1)
        assert self.count(0, papers).waits
        assert self.count(1, papers).is_counted


def _counted(votes: Sequence[bytes], subjects: int, ballot: Ballot) -> Counted:
    words = len(ballot.choices)
    valid = [vote for vote in votes if _is_valid(vote, ballot)]
    sums = tuple(
        tuple(sum(vote[line] == choice for vote in valid) for choice in range(words)) for line in range(subjects)
    )
    return Counted(sums, len(votes) - len(valid), 0)


def _is_valid(vote: bytes, ballot: Ballot) -> bool:
    limits = [choice["at_most"] for choice in ballot.choices]
    return all(limit is None or vote.count(place) <= limit for place, limit in enumerate(limits))


def boxes(ballot: Ballot) -> list[BallotBox]:
    """Its boxes, as they are now."""
    return list(
        BallotBox.objects.filter(of_class__ballot=ballot).select_related("of_class").order_by("of_class__number")
    )


def viewer_for(house: House, member: Member):  # type: ignore[no-untyped-def]
    """A member as the doer of actions; who has no account is given one."""
    account, _new = Account.objects.get_or_create(
        member=member, defaults={"login": member.number, "created_at": house.at}
    )
    return viewer_of(account, house.today, verified=False)


def made(
    house: House, *, members: Sequence[Member] | None = None, classes: Sequence[VoterClass] | None = None,
    subjects: Sequence[Member] | None = None, kind: str = "appraisal", choices: Sequence[str] = CHOICES,
) -> Held:  # fmt: skip
    """A ballot of branch B111 about its members, by the secretary; the tellers have made no keys yet."""
    everyone = house.members("B111")
    classes = classes or [VoterClass("members", Text(en="Members", zh="党员"), tuple(members or everyone))]
    ballot = ballots.open_ballot(
        unit=house.branch, title="Appraisal of 2016", kind=kind, subjects=subjects or everyone[:3], choices=choices,
        classes=classes, closes_at=house.at + timedelta(days=2), tellers=[house.member(who) for who in TELLERS],
        scheme=house.scheme, by=house.viewer("secretary"), at=house.at,
    )  # fmt: skip
    return Held(house, ballot, (Teller(TELLERS[0]), Teller(TELLERS[1])))


def opened(house: House, **more: object) -> Held:
    """The same with both keys made, so that it is open."""
    held = made(house, **more)  # type: ignore[arg-type]
    held.make_keys()
    return held

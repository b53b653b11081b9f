"""Phones for tests: a member's own, with a passkey of its own, at a meeting whose screen shows a code."""

import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator as Factor
from django.conf import settings
from django.test import Client
from django.urls import reverse

from goodstanding.access import code_keys
from goodstanding.access.viewer import Viewer
from goodstanding.actions.check_in import check_in
from goodstanding.actions.check_in.request import CheckInRequest, CheckInResult, RelyingParty
from goodstanding.actions.meetings import meetings
from goodstanding.actions.meetings.meetings import Particulars
from goodstanding.actions.sign_in import passkeys
from goodstanding.models import Meeting
from goodstanding.proofs import passkey_registration, venue_code
from goodstanding.queries.sign_in.handles import handle_of
from tests.authenticator import Authenticator, Change, text
from tests.house import House

HOUR = timedelta(hours=1)
SITE = RelyingParty(settings.ORIGIN, settings.RP_ID)


def open_meeting(house: House, starts: datetime, word: str = "themed_day", *, code: str = "B111") -> Meeting:
    """A meeting of a branch that began then, with its doors open."""
    by = house.viewer("secretary" if code == "B111" else "city_officer")
    what = Particulars(starts, starts + 2 * HOUR, place="Hall")
    meeting = meetings.plan(unit=house.unit(code), word=word, what=what, scheme=house.scheme, by=by, at=starts - HOUR)
    return meetings.open_doors(meeting=meeting, scheme=house.scheme, by=by, at=starts)


def shown(meeting: Meeting, at: datetime) -> str:
    """The code that the screen of a meeting shows at a moment."""
    return venue_code.code(meeting.key, at, code_keys.ours())


@dataclass
class Phone:
    """One member's phone. What it makes can be posted, or handed to the action."""

    house: House
    who: str = "member"
    device: Authenticator = field(default_factory=lambda: Authenticator(settings.ORIGIN, settings.RP_ID))
    browser: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    _client: Client | None = None

    def enrolled(self) -> "Phone":
        """With a passkey, as if it had been made on the pages."""
        account = self.house.account(self.who)
        challenge = secrets.token_bytes(32)
        sent = self.device.register(challenge, handle_of(account))
        made = passkey_registration.verify(sent, challenge=challenge, origin=settings.ORIGIN, rp_id=settings.RP_ID)
        data = {"name": "Phone", "credential": sent, "passwordless": True}
        factor = Factor.objects.create(user=account, type=Factor.Type.WEBAUTHN, data=data)
        passkeys.keep(made, authenticator=factor, at=self.house.at)
        return self

    @property
    def client(self) -> Client:
        """Its browser, in which the member has signed in."""
        if self._client is None:
            self._client = self.house.client(self.who)
            self._client.cookies[settings.BROWSER_COOKIE_NAME] = self.browser
        return self._client

    def challenge(self, code: str, nonce: bytes) -> bytes:
        """What its passkey signs."""
        return venue_code.challenge(code, member=handle_of(self.house.account(self.who)), nonce=nonce)

    def made(
        self, code: str, *, kept: bool = False, nonce: bytes = b"", as_said: Change | None = None
    ) -> dict[str, Any]:
        """A check-in as the phone's page sends it."""
        nonce = nonce or secrets.token_bytes(16)
        assertion = self.device.assert_(self.challenge(code, nonce), as_said=as_said)
        return {"code": code, "nonce": text(nonce), "assertion": assertion, "kept": kept}

    def post(self, told: Any) -> Any:
        """Sends it; gives the answer."""
        return self.client.post(reverse("check_in_send"), json.dumps(told), content_type="application/json")

    def sent(self, code: str, *, kept: bool = False, with_passkey: bool = True, nonce: bytes = b"") -> CheckInRequest:
        """The same for the action."""
        nonce = nonce or secrets.token_bytes(16)
        assertion = self.device.assert_(self.challenge(code, nonce)) if with_passkey else None
        return CheckInRequest(code=code, nonce=nonce, assertion=assertion, offline=kept, browser=self.browser)

    def checks_in(self, sent: CheckInRequest, at: datetime) -> CheckInResult:
        """Delivers it at a moment."""
        by = Viewer(self.house.account(self.who), at.date())
        return check_in.check_in(request=sent, scheme=self.house.scheme, by=by, site=SITE, at=at)

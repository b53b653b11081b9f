"""Second factors as they come and go: each leaves a line for auditors and tells its owner, and ends what it opened."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from goodstanding.actions import audit, notices
from goodstanding.actions.people import ways_in
from goodstanding.models import Account
from goodstanding.queries.sign_in.factors import Factors, factors_of

Type = Authenticator.Type
#: What auditors read of each type. Passkeys have lines of their own, with their names; see passkeys.py.
_NOUNS = {Type.TOTP.value: "authenticator_app", Type.RECOVERY_CODES.value: "recovery_codes"}


@dataclass(frozen=True)
class Changed:
    """What came and what went, by number, with the type of each."""

    added: Factors
    removed: Factors


def note(account: Account, before: Factors, *, visit_key: str | None, at: datetime) -> Changed:
    """Tells of what has changed since, and ends the visits in which something was used that is there no more.

    visit_key: that of the visit in which it was changed; the caller looks after it. In one transaction with the change.
    """
    now = factors_of(account)
    changed = Changed(
        added={pk: kind for pk, kind in now.items() if pk not in before},
        removed={pk: kind for pk, kind in before.items() if pk not in now},
    )
    for kind in sorted({*changed.added.values(), *changed.removed.values()} & set(_NOUNS)):
        _notify(account, kind, changed, at=at)
    ways_in.end_opened_with(account, changed.removed, but=visit_key)
    return changed


def _notify(account: Account, kind: str, changed: Changed, *, at: datetime) -> None:
    """One line for each type: new recovery codes in the place of old ones are made, not made and removed."""
    new = [pk for pk, factor in changed.added.items() if factor == kind]
    gone = [pk for pk, factor in changed.removed.items() if factor == kind]
    verb, noun = ("add" if new else "remove"), _NOUNS[kind]
    audit.record(verb, noun, account.login, by=None, at=at, unit=audit.unit_of(account))
    which = f"{noun}_{'added' if new else 'removed'}"
    notices.tell(account, which, {}, idempotency_key=f"{which}:{(new or gone)[0]}", at=at, link="/security/")

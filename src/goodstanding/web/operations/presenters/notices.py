"""Notices in the reader's language."""

from typing import Any

from django.utils.translation import gettext as _

from goodstanding.models import Notice
from goodstanding.web.operations.presenters import notice_words
from goodstanding.web.shell.presenters import terms


def line(notice: Notice) -> dict[str, Any]:
    """One notice of the inbox."""
    return {
        "title": _title(notice),
        "when": terms.moment(notice.at),
        "datetime": notice.at.isoformat(timespec="minutes"),
        "url": notice.link,
        "icon": "bell",
        "tone": "" if notice.read_at else "new",
    }


def _title(notice: Notice) -> str:
    texts = {
        "post_granted": _("You hold an office now: %(role)s, %(unit)s"),
        "post_waiting": _(
            "An office is waiting for you: %(role)s, %(unit)s. Use the code printed by the office above to accept it"
        ),
        "post_ended": _("Your office has ended: %(role)s, %(unit)s"),
        "transfer_asked": _("Transfer of %(member)s from %(from)s to %(to)s: your answer is needed"),
        "transfer_reminder": _("Still waiting for your answer: transfer of %(member)s from %(from)s to %(to)s"),
        "transfer_done": _("Transfer done: %(member)s is now in %(to)s"),
        "transfer_refused": _("The transfer of %(member)s to %(to)s was refused"),
        "passkey_added": _("The passkey “%(name)s” was added to your account. Remove it if that was not you"),
        "passkey_removed": _("The passkey “%(name)s” was removed. If that was not you, change your password"),
        "passkey_copied": _(
            "Your passkey “%(name)s” was refused: another person may have a copy of it. Remove it and add a new one"
        ),
        "authenticator_app_added": _("An authenticator app was set up for your account. Remove it if that was not you"),
        "authenticator_app_removed": _(
            "The authenticator app was removed from your account. If that was not you, change your password"
        ),
        "recovery_codes_added": _(
            "Recovery codes were made for your account; older ones no longer work. If that was not you, make new ones"
        ),
        "recovery_codes_removed": _("Your recovery codes were removed, because you have no other second step left"),
        "transfer_withdrawn": _("The transfer of %(member)s to %(to)s was withdrawn"),
        **notice_words.texts(),
    }
    facts = notice_words.filled(notice.facts)
    if "role" in facts:
        facts["role"] = terms.role(facts["role"])
    return texts[notice.kind] % facts if notice.kind in texts else notice.kind

"""Changing the rules: proposed for a month to come, compared on a real month, agreed by another person."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import Denied, check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.engine.period import month_of
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.lake.manifest import scheme_fingerprint
from goodstanding.models import Job, RulesVersion, Run
from goodstanding.queries.people.calendars import today
from goodstanding.queries.rules import rules

State = RulesVersion.State


@transaction.atomic
def propose(*, scheme: Scheme, reason: str, by: Viewer | None, at: datetime) -> RulesVersion:
    """Proposes a scheme. Raises ActionRefused where it would hold in a month that has begun, or is what holds
    already.
    """
    check(by, Permission.EDIT_SCHEME)
    day = today(at)
    month = scheme.effective.from_
    if month <= month_of(day):
        raise ActionRefused(_("Rules never work backwards: set 'effective: from' to a month to come."), "folder")
    reason = needed(reason, "reason", missing=_("Say why the rules are to change."))
    if RulesVersion.objects.filter(from_month=month, state=State.AGREED).exists():
        raise ActionRefused(_("Rules for that month are agreed already."), "folder")
    version = RulesVersion.objects.create(
        name=scheme.name,
        fingerprint=scheme_fingerprint(scheme),
        content=scheme.model_dump(mode="json", by_alias=True),
        from_month=month,
        reason=reason,
        proposed_at=at,
        proposed_by=by.account if by else None,
    )
    audit.record("propose", "rules", version.key, by=by, at=at, fields=("content",))
    return version


def follow(*, version: RulesVersion, job: Job) -> None:
    """Remembers which job compares it."""
    RulesVersion.objects.filter(pk=version.pk).update(job=job)


def keep_impact(*, version: RulesVersion, impact: dict[str, Any], run: Run) -> None:
    """Keeps what the rules would have changed in a published month."""
    RulesVersion.objects.filter(pk=version.pk, state=State.PROPOSED).update(impact=impact, impact_month=run.month)


@transaction.atomic
def agree(*, version: RulesVersion, by: Viewer, at: datetime) -> None:
    """Another person puts it into force from its month on. Raises ActionRefused without a comparison, or too late."""
    if not rules.may_agree(by):
        raise Denied("rules are put into force by those who publish months")
    version = RulesVersion.objects.select_for_update().get(pk=version.pk)
    day = today(at)
    if version.state != State.PROPOSED:
        raise ActionRefused(_("This proposal has changed meanwhile. Please check it again."))
    if version.proposed_by_id == by.account.pk:
        raise ActionRefused(_("You proposed this. Another person must agree."))
    if version.impact is None:
        raise ActionRefused(_("It has not been compared with the rules in force yet; wait for the report."))
    if version.from_month <= month_of(day):
        raise ActionRefused(_("Its month has begun. Propose it again for a later one."))
    if RulesVersion.objects.filter(from_month=version.from_month, state=State.AGREED).exists():
        raise ActionRefused(_("Rules for that month are agreed already."))
    RulesVersion.objects.filter(pk=version.pk).update(state=State.AGREED, agreed_at=at, agreed_by=by.account)
    audit.record("agree", "rules", version.key, by=by, at=at, fields=("state",))


@transaction.atomic
def withdraw(*, version: RulesVersion, by: Viewer, at: datetime) -> None:
    """A proposal is given up."""
    check(by, Permission.EDIT_SCHEME)
    if not RulesVersion.objects.filter(pk=version.pk, state=State.PROPOSED).update(state=State.WITHDRAWN):
        raise ActionRefused(_("This proposal has changed meanwhile. Please check it again."))
    audit.record("withdraw", "rules", version.key, by=by, at=at, fields=("state",))

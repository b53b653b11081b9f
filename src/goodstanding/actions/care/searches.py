"""Searches for members who cannot be reached: opened, each step with its day, closed once they are found.

Nothing here has a consequence for the member, neither by a clock nor by a step: people decide, elsewhere.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.care import acting
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.care import SearchRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member, Search, SearchStep


def rule_of(scheme: Scheme) -> SearchRule:
    """Returns what the rules say of searches. Raises ActionRefused where they say nothing."""
    rule = acting.rules_of(scheme).search
    if rule is None:
        raise ActionRefused(_("The rules do not provide for this."))
    return rule


@transaction.atomic
def begin(*, member: Member, since: date, scheme: Scheme, by: Viewer, at: datetime) -> Search:
    """Begins a search for a member and returns it; one that runs already is returned as it is.

    since: the last day of contact. Raises Denied for anyone without the office, and about oneself. Raises
    ActionRefused for a day out of reach.
    """
    acting.lock(by)
    rule, unit = rule_of(scheme), acting.home_of(member)
    acting.check_office(by, unit, rule.by)
    if by.member_id == member.pk:
        raise acting.refuse_stranger()
    Member.objects.select_for_update().get(pk=member.pk)
    running = Search.objects.filter(member=member, found_on=None).first()
    if running is not None:
        return running
    since = acting.past_day(since, member, at, "since")
    made = Search.objects.create(member=member, unit=unit, since=since, opened_at=at, opened_by=by.account)
    acting.note("begin", "search", made.key, unit, by=by, at=at)
    return made


@transaction.atomic
def take_step(*, search: Search, what: str, on: date, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Writes down a step that was taken on a day. The same step can be taken again on another day.

    Written down already for that day, it changes nothing. Raises Denied for anyone without the office. Raises
    ActionRefused for a step that the rules do not name, a day out of reach, and a member who was found.
    """
    row, rule = _locked(search, scheme, by)
    if row.found_on is not None:
        raise ActionRefused(_("The member was found. Nothing more is to be done here."))
    if what not in rule.steps:
        raise ActionRefused(_("The rules have no such step."), "what")
    on = acting.past_day(on, row.member, at)
    if not SearchStep.objects.filter(search=row, what=what, on=on).exists():
        SearchStep.objects.create(search=row, what=what, on=on, at=at, by=by.account)
        acting.note("record", "search", row.key, row.unit, by=by, at=at)


@transaction.atomic
def found(*, search: Search, on: date, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """The member was reached again: the search is closed, and nothing remains held against the member.

    Closed already, it changes nothing. Raises Denied for anyone without the office and anyone but the member. Raises
    ActionRefused for a day out of reach.
    """
    Search.objects.select_for_update().get(pk=search.pk)
    row = Search.objects.select_related("member__unit", "unit").get(pk=search.pk)
    acting.check_self_or_office(by, row.member, row.unit, rule_of(scheme).by)
    if row.found_on is None:
        row.found_on, row.found_at, row.found_by = acting.past_day(on, row.member, at), at, by.account
        row.save(update_fields=["found_on", "found_at", "found_by"])
        acting.note("close", "search", row.key, row.unit, by=by, at=at)


def _locked(search: Search, scheme: Scheme, by: Viewer) -> tuple[Search, SearchRule]:
    Search.objects.select_for_update().get(pk=search.pk)
    row = Search.objects.select_related("member__unit", "unit").get(pk=search.pk)
    rule = rule_of(scheme)
    acting.check_office(by, row.unit, rule.by)
    return row, rule

"""Standing pairs: made by a unit, confirmed once a period for all in one list, ended when they are over."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger.follow import Slot
from goodstanding.actions.refusal import ActionRefused, refuse_closed
from goodstanding.actions.service import acting
from goodstanding.actions.service.acting import What
from goodstanding.engine.period import Period, first_day
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.service import PairRule
from goodstanding.models import HelpPair, Member, PairCheck, Unit
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.calendars import today
from goodstanding.queries.service import leaves, rules
from goodstanding.queries.service import pairs as queries

Verdict = PairCheck.Verdict


@transaction.atomic
def make(
    *, unit: Unit, helper: Member, helped: Member | Unit, scheme: Scheme, by: Viewer, at: datetime
) -> HelpPair:  # fmt: skip
    """Makes a pair from today and returns it; one that stands is returned as it is. Both are notified.

    Raises Denied for anyone without an office that makes pairs. Raises ActionRefused for a member of another unit, for
    a member who would help themselves, and for a helper whom the rules do not mean.
    """
    rule, day = rule_of(scheme), today(at)
    named_offices.check_answers(by, unit, rule.confirmed_by)
    refuse_closed(unit)
    if helper.unit_id != unit.pk or not for_whom.is_for(rule.to, helper, day):
        raise ActionRefused(_("Choose a member of the unit."), "helper")
    if isinstance(helped, Member) and helped.pk == helper.pk:
        raise ActionRefused(_("A pair has two members."), "helped")
    Unit.objects.select_for_update().get(pk=unit.pk)
    of = {"helped": helped} if isinstance(helped, Member) else {"helped_unit": helped}
    known = HelpPair.objects.filter(helper=helper, until_on=None, **of).first()
    if known is not None:
        return known
    made = HelpPair.objects.create(unit=unit, helper=helper, from_on=day, made_at=at, made_by=by.account, **of)
    acting.write(What.MADE, by=by, at=at, pair=made, member=helper)
    acting.note("make", "help_pair", made.key, unit, by=by, at=at)
    name = helped.shown_as if isinstance(helped, Member) else helped.name
    acting.tell_member(helper, "pair_made", "/my/service/", by, at, who=name)
    if isinstance(helped, Member):
        acting.tell_member(helped, "pair_made_for", "/my/service/", by, at, who=helper.shown_as)
    return made


@transaction.atomic
def end(*, pair: HelpPair, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Ends a pair today. Ended already, it changes nothing. What was confirmed before counts.

    Raises Denied for anyone without an office that makes pairs, except the two members.
    """
    row = HelpPair.objects.select_for_update().get(pk=pair.pk)
    row = HelpPair.objects.select_related("unit", "helper", "helped").get(pk=row.pk)
    if by.member_id not in {row.helper_id, row.helped_id} - {None}:
        named_offices.check_answers(by, row.unit, rule_of(scheme).confirmed_by)
    if row.until_on is not None:
        return
    row.until_on = max(today(at), row.from_on)
    row.save(update_fields=["until_on"])
    acting.write(What.ENDED, by=by, at=at, pair=row, member=row.helper)
    acting.note("end", "help_pair", row.key, row.unit, by=by, at=at)
    acting.tell_member(row.helper, "pair_ended", "/my/service/", by, at, who=queries.helped_name(row))


@transaction.atomic
def confirm(
    *, unit: Unit, period: Period, said: Mapping[str, PairCheck.Verdict], scheme: Scheme, by: Viewer, at: datetime
) -> int:  # fmt: skip
    """Confirms a period for all pairs of a unit: helped, unless `said`, by pair, says otherwise. Only what differs.

    The pairs of the person who confirms are left out: for them another person does. *No help this time* leaves
    nothing; where nothing was needed, the period is excused. Returns for how many something was written. Raises Denied
    for anyone without an office that confirms. Raises ActionRefused for a period that cannot be confirmed now.
    """
    rule, day = rule_of(scheme), today(at)
    named_offices.check_answers(by, unit, rule.confirmed_by)
    if period not in queries.confirmable(rule, day):
        raise ActionRefused(_("This period cannot be confirmed now."))
    Unit.objects.select_for_update().get(pk=unit.pk)
    found = list(queries.standing_in(unit, period, day).exclude(helper=by.member_id))
    before = queries.newest_checks(found, period)
    written = 0
    for pair in found:
        last, verdict = before.get(pair.pk), said.get(pair.key)
        if verdict is None:
            if last is not None:
                continue
            verdict = Verdict.HELPED
        if last is None or last.verdict != verdict:
            _check(pair, period, verdict, last, rule, scheme, by=by, at=at)
            written += 1
    if written:
        acting.note("confirm", "help_pair", f"{unit.code}:{period.name}", unit, by=by, at=at)
    return written


def rule_of(scheme: Scheme) -> PairRule:
    """Returns what the rules say about pairs. Raises ActionRefused where they say nothing."""
    rule = rules.of(scheme).pairs
    acting.refuse_missing(rule)
    assert rule is not None
    return rule


def _check(
    pair: HelpPair, period: Period, verdict: PairCheck.Verdict, last: PairCheck | None, rule: PairRule, scheme: Scheme,
    *, by: Viewer, at: datetime,
) -> None:  # fmt: skip
    on = last.on if last is not None else _day_of(pair, period, today(at))
    PairCheck.objects.create(pair=pair, period=period.name, verdict=verdict, on=on, at=at, by=by.account)
    slot = Slot(rule.helped, f"pair:{pair.key}:{period.name}")
    was, wanted = leaves.of_pair(Verdict(last.verdict) if last else None, on), leaves.of_pair(verdict, on)
    why = gettext("The confirmation was corrected.")
    unit, name = pair.helper.unit or pair.unit, period.name
    acting.leave(
        pair.helper, unit, name, {slot: was} if was else {}, {slot: wanted} if wanted else {}, why,
        scheme=scheme, by=by, at=at,
    )  # fmt: skip


def _day_of(pair: HelpPair, period: Period, day: date) -> date:
    """Returns a day in the period on which the pair stood."""
    on = queries.day_in(period, day)
    if pair.until_on is not None:
        on = min(on, pair.until_on)
    return max(on, pair.from_on, first_day(period.first))

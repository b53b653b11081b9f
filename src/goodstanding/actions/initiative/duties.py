"""Duty posts: set up by a unit, taken by members or offered to them, confirmed once a period for all who hold one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.actions.initiative import acting
from goodstanding.actions.initiative.acting import What
from goodstanding.actions.ledger.follow import FollowedDeed, Slot, follow
from goodstanding.actions.refusal import ActionRefused, at_most, refuse_closed
from goodstanding.engine.period import Period, first_day
from goodstanding.engine.scheme.initiative import DutyRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import DutyCheck, DutyHolding, DutyPost, Unit
from goodstanding.queries.initiative import duties as queries
from goodstanding.queries.initiative import leaves
from goodstanding.queries.initiative.periods import day_in
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.calendars import today

Verdict, State = DutyCheck.Verdict, DutyHolding.State


@dataclass(frozen=True)
class Word:
    """What a person says of a holder for a period, with a reason where the post was not carried out."""

    verdict: DutyCheck.Verdict
    words: str = ""


@transaction.atomic
def set_up(
    *, unit: Unit, kind: str, title: str, text: str, scheme: Scheme, by: Viewer, at: datetime
) -> DutyPost:  # fmt: skip
    """Sets up a post of a unit and returns it; an open post of this kind and title is returned as it is.

    Raises Denied for anyone without an office that sets up posts. Raises ActionRefused for a kind that the rules do not
    have, a closed unit or an empty title.
    """
    rule = rule_of(kind, scheme)
    named_offices.check_answers(by, unit, rule.confirmed_by)
    refuse_closed(unit)
    title = acting.title_of(title)
    Unit.objects.select_for_update().get(pk=unit.pk)
    known = DutyPost.objects.filter(unit=unit, kind=kind, title=title, closed_on=None).first()
    if known is not None:
        return known
    made = DutyPost.objects.create(
        unit=unit, kind=kind, title=title, text=at_most(text, "text", acting.MOST_WORDS), made_at=at, made_by=by.account
    )
    acting.note("make", "duty_post", made.key, unit, by=by, at=at)
    return made


@transaction.atomic
def close(*, post: DutyPost, scheme: Scheme, by: Viewer, at: datetime) -> None:
    """Closes a post for good. Its holders hold it until today, and open offers end.

    Closed already, it changes nothing. Raises Denied for anyone without an office that sets up posts.
    """
    named_offices.check_answers(by, post.unit, rule_of(post.kind, scheme).confirmed_by)
    row = DutyPost.objects.select_for_update().get(pk=post.pk)
    if row.closed_on is not None:
        return
    for holding in row.holdings.filter(state__in=[State.OFFERED, State.HELD]).select_related("member", "post__unit"):
        end_on(holding, today(at), by, at)
    row.closed_on = today(at)
    row.save(update_fields=["closed_on"])
    acting.note("close", "duty_post", post.key, post.unit, by=by, at=at)


@transaction.atomic
def confirm(
    *, unit: Unit, kind: str, period: Period, said: Mapping[str, Word], scheme: Scheme, by: Viewer, at: datetime
) -> int:
    """Confirms a period for all holders of posts of a kind: carried out, unless `said`, by holding, says otherwise.

    Confirmed again, only what differs is written, and the ledger is corrected. The person who confirms is left out: for
    them another person does. Returns for how many holders something was written. Raises Denied for anyone without an
    office that confirms. Raises ActionRefused for a period that cannot be confirmed now, for *not carried out* without
    a reason, and for *not carried out* about a member whose post is the member's own choice.
    """
    rule, day = rule_of(kind, scheme), today(at)
    named_offices.check_answers(by, unit, rule.confirmed_by)
    if period not in queries.confirmable(rule, day):
        raise ActionRefused(_("This period cannot be confirmed now."))
    Unit.objects.select_for_update().get(pk=unit.pk)
    holdings = list(queries.held_in(unit, kind, period, day).exclude(member=by.member_id))
    before = queries.newest_checks(holdings, period)
    written = 0
    for holding in holdings:
        last = before.get(holding.pk)
        word = said.get(holding.key)
        if word is None:
            if last is not None:
                continue
            word = Word(Verdict.KEPT)
        if last is None or (last.verdict, last.words) != (word.verdict, word.words.strip()):
            _check(holding, period, word, last, rule, scheme, by=by, at=at)
            written += 1
    if written:
        acting.note("confirm", "duty_post", f"{unit.code}:{kind}:{period.name}", unit, by=by, at=at)
    return written


def rule_of(kind: str, scheme: Scheme) -> DutyRule:
    """Returns what the rules say about a kind of post. Raises ActionRefused for a kind that they do not have."""
    rule = acting.rules_of(scheme).posts.get(kind)
    if rule is None:
        raise ActionRefused(_("The rules have no such kind of post."), "kind")
    return rule


def _check(
    holding: DutyHolding, period: Period, word: Word, last: DutyCheck | None, rule: DutyRule, scheme: Scheme, *,
    by: Viewer, at: datetime,
) -> None:  # fmt: skip
    day = today(at)
    words = at_most(word.words, "reason", acting.MOST_REASON)
    if word.verdict == Verdict.NOT_KEPT:
        if for_whom.is_spared(rule.to, holding.member, day):
            raise ActionRefused(_("This post is the member's own choice: nothing is recorded against them."))
        words = acting.reason_of(words)
    on = last.on if last is not None else _day_of(holding, period, day)
    DutyCheck.objects.create(
        holding=holding, period=period.name, verdict=word.verdict, words=words, on=on, at=at, by=by.account
    )
    slot = Slot(rule.kept, f"post:{holding.key}:{period.name}")
    # What stood before was said of the member as the member was then; against a spared member nothing is said above.
    was = leaves.of_check(Verdict(last.verdict) if last else None, on)
    wanted = leaves.of_check(word.verdict, on)
    unit = holding.post.unit
    deed = FollowedDeed(acting.SOURCE, holding.member, unit, f"{unit.code} {holding.post.title}"[:200])
    why = words or gettext("The confirmation was corrected.")
    follow(
        deed, {slot: was} if was else {}, {slot: wanted} if wanted else {}, why, scheme=scheme, by=by, at=at
    )  # fmt: skip
    if word.verdict == Verdict.NOT_KEPT or last is not None:
        kind = f"duty_{word.verdict}"
        acting.tell_member(holding.member, kind, holding.post.title, "/my/posts/", by, at, period=period.name)


def _day_of(holding: DutyHolding, period: Period, day: date) -> date:
    """Returns a day in the period on which the post was held."""
    on = day_in(period, day)
    if holding.until_on is not None:
        on = min(on, holding.until_on - timedelta(days=1))
    assert holding.from_on is not None, "what is confirmed was held since a day"
    return max(on, holding.from_on, first_day(period.first))


def end_on(holding: DutyHolding, until: date, by: Viewer | None, at: datetime) -> None:
    """Ends a holding on a day, or on its earlier end. The caller has locked the row and checked that it may end."""
    was_held = holding.state == State.HELD
    holding.state = State.ENDED
    if was_held:
        assert holding.from_on is not None, "what is held is held since a day"
        until = min(until, holding.until_on) if holding.until_on else until
        holding.until_on = max(until, holding.from_on)
    holding.save(update_fields=["state", "until_on"])
    acting.write(What.ENDED, by=by, at=at, holding=holding)
    acting.tell_member(holding.member, "duty_ended", holding.post.title, "/my/posts/", by, at)

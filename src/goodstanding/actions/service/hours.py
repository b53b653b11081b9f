"""The host's word about an activity: who took part and for how long, in one list, corrected by saying it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger.follow import Slot
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.service import acting, activities
from goodstanding.actions.service.acting import What
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.service import ActivityKind
from goodstanding.models import ServiceActivity, SignUp
from goodstanding.models.ledger.fact import YES
from goodstanding.models.service.moves import SIGN_UP_MOVES, SignUpMove, SignUpState
from goodstanding.queries.ledger.said_fact import SaidFact
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.calendars import today
from goodstanding.queries.service import activities as queries
from goodstanding.queries.service import community, leaves

State = SignUpState
_MOVES = {State.CAME: SignUpMove.CONFIRM, State.EXCUSED: SignUpMove.EXCUSE, State.NO_SHOW: SignUpMove.MISS}


@dataclass(frozen=True)
class HoursWord:
    """What the host says of a member. minutes: how long, for a member who took part; None as planned."""

    state: SignUpState
    minutes: int | None = None


@transaction.atomic
def confirm(
    *, activity: ServiceActivity, said: Mapping[str, HoursWord], scheme: Scheme, by: Viewer, at: datetime
) -> int:  # fmt: skip
    """Confirms who took part: everyone with a place, for as long as planned, unless `said`, by member, says otherwise.

    Confirmed again, only what differs is written, and the ledger is corrected. The person who confirms is left out:
    for them another person does. Returns for how many members something was written. Raises Denied for anyone without
    an office that plans the activity. Raises ActionRefused before its end, for an activity that was cancelled, for
    more hours than a day is worth, and for *did not come* about a member whose own choice it is.
    """
    row = activities.held(activity, scheme, by)
    if row.state == ServiceActivity.State.CANCELLED:
        raise ActionRefused(_("This activity was cancelled."))
    if row.starts_at > at:
        raise ActionRefused(_("It has not begun yet."))
    kind = activities.kind_of(row.kind, scheme)
    lines = list(queries.listed(row).exclude(member=by.member_id))
    words = {line.pk: _word(line, said, row, kind) for line in lines}
    wanted = [line for line in lines if words[line.pk] is not None]
    _refuse_too_long(row, wanted, words, kind)
    written = sum(_say(line, words[line.pk], row, scheme, by=by, at=at) for line in wanted)
    if row.state == ServiceActivity.State.PLANNED:
        row.state, row.closed_at, row.closed_by = ServiceActivity.State.CONFIRMED, at, by.account
        row.save(update_fields=["state", "closed_at", "closed_by"])
    if written:
        acting.note("confirm", "service_activity", row.key, row.unit, by=by, at=at)
    return written


def _word(line: SignUp, said: Mapping[str, HoursWord], row: ServiceActivity, kind: ActivityKind) -> HoursWord | None:
    """What is said of a member: as planned where nothing was said before, None where nothing changes."""
    found = said.get(line.member.key)
    if found is None:
        if line.state != State.SIGNED_UP:
            return None
        found = HoursWord(State.CAME)
    if found.state != State.CAME:
        return HoursWord(found.state)
    return HoursWord(State.CAME, queries.planned_minutes(row, kind) if found.minutes is None else found.minutes)


def _refuse_too_long(
    row: ServiceActivity, lines: list[SignUp], words: Mapping[int, HoursWord | None], kind: ActivityKind
) -> None:  # fmt: skip
    """Raises ActionRefused for more hours than the rules count of a day."""
    most = kind.most_hours * 60
    elsewhere = queries.minutes_elsewhere([line.member_id for line in lines], row)
    for line in lines:
        word = words[line.pk]
        minutes = (word.minutes or 0) if word is not None and word.state == State.CAME else 0
        if minutes < 0 or (minutes and minutes + elsewhere.get(line.member_id, 0) > most):
            told = {"member": line.member.shown_as, "most": kind.most_hours}
            message = _("%(member)s: at most %(most)s hours of one day count, with other activities of that day.")
            raise ActionRefused(message % told, f"minutes-{line.member.key}")


def _say(
    line: SignUp, word: HoursWord | None, row: ServiceActivity, scheme: Scheme, *, by: Viewer, at: datetime
) -> bool:  # fmt: skip
    """Writes a word about a member, and lets the ledger follow. Returns whether it says something new."""
    if word is None or (line.state, line.minutes) == (word.state, word.minutes):
        return False
    is_spared = for_whom.is_spared(activities.kind_of(row.kind, scheme).to, line.member, today(at))
    if word.state == State.NO_SHOW and is_spared:
        told = {"member": line.member.shown_as}
        raise ActionRefused(_("%(member)s is free to come: nothing is recorded against them.") % told)
    was_said = line.state != State.SIGNED_UP
    # What stood before was said of the member as the member was then.
    was = _left(line, row, scheme, is_spared=False)
    line.state = acting.becomes(SIGN_UP_MOVES, State(line.state), _MOVES[word.state], line.get_state_display())
    line.minutes = word.minutes
    line.save(update_fields=["state", "minutes"])
    acting.write(What(word.state), by=by, at=at, sign_up=line, member=line.member, minutes=word.minutes)
    why = gettext("The host corrected the list.") if was_said else row.title
    unit = line.member.unit or row.unit
    wanted = _left(line, row, scheme, is_spared=is_spared)
    acting.leave(line.member, unit, row.title, was, wanted, why, scheme=scheme, by=by, at=at)
    if was_said:
        link = f"/my/service/activities/{row.key}/"
        acting.tell_member(line.member, "service_corrected", link, by, at, what=row.title, day=row.on.isoformat())
    return True


def _left(line: SignUp, row: ServiceActivity, scheme: Scheme, *, is_spared: bool) -> dict[Slot, SaidFact]:
    """What a sign-up leaves, with the entry of a registered member where the host is the member's community."""
    kind, state = activities.kind_of(row.kind, scheme), State(line.state)
    said = leaves.of_sign_up(state, line.minutes, kind, row.on, is_spared=is_spared)
    rule = community.rule_of(scheme)
    fact = rule.activity if rule is not None and state == State.CAME else None
    if fact is not None and community.was_registered([line.member_id], row.unit, row.on):
        said[fact] = SaidFact(YES, row.on)
    about = f"act:{row.key}:{line.member.key}"
    return {Slot(one, f"{about}:{one}"): what for one, what in said.items()}

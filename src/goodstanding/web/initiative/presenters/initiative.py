"""Initiative on pages: pledges, suggestions, topics and posts as lines, with where each stands and every step."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import (
    AgendaTopic,
    DutyCheck,
    DutyHolding,
    DutyPost,
    InitiativeStep,
    Pledge,
    PledgeItem,
    Suggestion,
)
from goodstanding.models.initiative.moves import ItemState
from goodstanding.queries.initiative import duties, pledges
from goodstanding.queries.initiative.suggestions import AnswerRate
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]
TONES = {
    "pledged": "info", "reported": "warn", "fulfilled": "good", "missed": "bad", "dropped": "muted",
    "replaced": "muted", "waiting": "info", "adopted": "good", "not_adopted": "muted", "withdrawn": "muted",
    "proposed": "info", "taken_up": "good", "not_taken_up": "muted", "offered": "warn", "held": "good",
    "declined": "muted", "ended": "muted",
}  # fmt: skip
_ICONS = {
    "made": "edit", "reported": "check", "replaced": "edit", "fulfilled": "done", "missed": "warning",
    "dropped": "close", "withdrawn": "close", "passed_up": "transfer", "adopted": "done", "not_adopted": "close",
    "taken_up": "done", "not_taken_up": "close", "offered": "bell", "held": "check", "declined": "close",
    "ended": "close",
}  # fmt: skip


def pledge_title(scheme: Scheme) -> str:
    """What the rules call a pledge."""
    rule = pledges.rule_of(scheme)
    return terms.text(rule.title) if rule else _("Public pledge")


def item_entry(item: PledgeItem) -> Entry:
    """One item of a pledge."""
    return {"item": item, "text": item.text, "badge": item.get_state_display(), "tone": TONES[item.state]}


def pledge_counts(pledge: Pledge) -> str:
    """How many items it has, how many are fulfilled, and how many wait."""
    found = pledges.items(pledge)
    done = sum(item.state == ItemState.FULFILLED for item in found)
    waits = sum(item.state == ItemState.REPORTED for item in found)
    parts = [ngettext("%(count)s item", "%(count)s items", len(found)) % {"count": len(found)}]
    if done:
        parts.append(ngettext("%(count)s fulfilled", "%(count)s fulfilled", done) % {"count": done})
    if waits:
        parts.append(ngettext("%(count)s to confirm", "%(count)s to confirm", waits) % {"count": waits})
    return " · ".join(parts)


def pledge_entry(pledge: Pledge) -> Entry:
    """The pledge of a member in a list at the desk."""
    waits = any(item.state == ItemState.REPORTED for item in pledges.items(pledge))
    badge = {"badge": _("to confirm"), "tone": "warn"} if waits else {}
    return {
        "url": reverse("pledge", args=[pledge.key]),
        "icon": "edit",
        "label": pledge.member.shown_as,
        "detail": pledge_counts(pledge),
        "about": pledge.member,
        **badge,
    }


def pledge_waiting(pledge: Pledge) -> Entry:
    """A pledge with a reported item, in the list of what waits."""
    detail = _("%(member)s reports an item as fulfilled") % {"member": pledge.member.shown_as}
    return {
        "url": reverse("pledge", args=[pledge.key]),
        "icon": "edit",
        "label": pledge_title(the_scheme()),
        "detail": detail,
        "deed": _("Confirm"),
        "about": pledge.member,
    }


def due(suggestion: Suggestion, on: date) -> str:
    """Returns by when an answer is due, or since when it is overdue."""
    day = {"day": terms.said_day(suggestion.due_on)}
    if suggestion.state == Suggestion.State.WAITING and suggestion.due_on < on:
        return _("An answer was due on %(day)s") % day
    return _("An answer is due by %(day)s") % day


def suggestion_entry(suggestion: Suggestion, on: date, *, own: bool) -> Entry:
    """A suggestion in a list: of the member who made it, or of the office that answers it."""
    waits = suggestion.state == Suggestion.State.WAITING
    late = waits and suggestion.due_on < on
    who = suggestion.at_unit.name if own else suggestion.member.shown_as
    when = due(suggestion, on) if waits else terms.said_day(suggestion.made_on)
    line: Entry = {
        "url": reverse("my_suggestion" if own else "suggestion", args=[suggestion.key]),
        "icon": "question",
        "label": suggestion.title,
        "detail": f"{who} · {when}",
        "badge": _("Overdue") if late else suggestion.get_state_display(),
        "tone": "bad" if late else TONES[suggestion.state],
    }
    return line if own else line | {"about": suggestion.member}


def suggestion_waiting(suggestion: Suggestion, on: date) -> Entry:
    """A suggestion that waits for an answer, in the list of what waits."""
    line = suggestion_entry(suggestion, on, own=False) | {"due": suggestion.due_on, "deed": _("Answer")}
    return line if suggestion.due_on < on else line | {"badge": ""}


def topic_entry(topic: AgendaTopic, *, own: bool) -> Entry:
    """A topic in a list."""
    kind = meeting_title(topic.kind)
    where = terms.said_day(topic.meeting.on) if topic.meeting else ""
    parts = [kind, where] if own else [topic.member.shown_as, kind, where]
    line: Entry = {
        "url": reverse("my_topics") if own else reverse("topic", args=[topic.key]),
        "icon": "meeting",
        "label": topic.title,
        "detail": " · ".join(part for part in parts if part),
        "badge": topic.get_state_display(),
        "tone": TONES[topic.state],
    }
    return line if own else line | {"about": topic.member}


def topic_waiting(topic: AgendaTopic) -> Entry:
    """A topic that waits for the people who plan the meeting, in the list of what waits."""
    said = _("Topic for the agenda: %(title)s") % {"title": topic.title}
    return topic_entry(topic, own=False) | {"label": said, "badge": "", "deed": _("Review")}


def meeting_title(word: str) -> str:
    """A kind of meeting in the reader's words."""
    kind = the_scheme().meetings.get(word)
    return terms.text(kind.title) if kind else word


def post_title(word: str) -> str:
    """A kind of post in the reader's words."""
    rule = duties.rules_of(the_scheme()).get(word)
    return terms.text(rule.title) if rule else word


def post_entry(post: DutyPost, holders: Sequence[DutyHolding]) -> Entry:
    """A post in a list at the desk, with who holds it."""
    named = terms.listed(
        terms.aside(one.member.shown_as, _("offered") if one.state == "offered" else "") for one in holders
    )
    return {
        "url": reverse("duty_post", args=[post.key]),
        "icon": "seal",
        "label": post.title,
        "detail": f"{post_title(post.kind)} · {named or _('vacant')}",
    }


def offered_waiting(holding: DutyHolding) -> Entry:
    """A post that is offered to a member and waits for their answer."""
    detail = f"{post_title(holding.post.kind)} · {holding.post.unit.name}"
    return {
        "url": reverse("my_posts"),
        "post_url": reverse("my_post_answer", args=[holding.key]),
        "icon": "seal",
        "label": holding.post.title,
        "detail": detail,
        "deed": _("Accept"),
    }


def confirm_waiting(unit: Any) -> Entry:
    """A unit in which the holders of posts wait to be confirmed."""
    return {
        "url": reverse("duty_confirm", args=[unit.code]),
        "icon": "seal",
        "label": _("Confirm duty posts"),
        "detail": unit.name,
        "deed": _("Confirm"),
    }


def held_detail(holding: DutyHolding) -> str:
    """Returns since when, and until when, a post is held; empty before that."""
    if holding.from_on is None:
        return ""
    last = duties.last_day_held(holding)
    if last is None:
        return _("since %(day)s") % {"day": terms.said_day(holding.from_on)}
    return _("%(start)s until %(until)s") % {
        "start": terms.said_day(holding.from_on), "until": terms.said_day(last)
    }  # fmt: skip


def check_text(check: DutyCheck | None) -> str:
    """Returns the newest confirmation of a holder with its person and day; empty without a confirmation."""
    if check is None:
        return ""
    return f"{check.get_verdict_display()} · {check.by.shown_name}, {terms.said_day(check.at.date())}"


def rate_text(rate: AnswerRate) -> str:
    """How the suggestions of a year were answered."""
    if not rate.made:
        return _("None this year yet.")
    told = {"made": rate.made, "answered": rate.answered, "in_time": rate.in_time, "adopted": rate.adopted}
    return (
        _("This year: %(made)s made, %(answered)s answered, of them %(in_time)s in time; %(adopted)s adopted.") % told
    )


def steps(found: Iterable[InitiativeStep], *, with_items: bool = False) -> list[Entry]:
    """Every step, in order, as lines."""
    return [_step(step, with_items=with_items) for step in found]


def _step(step: InitiativeStep, *, with_items: bool) -> Entry:
    name = str(step.get_what_display())
    if step.place:
        name = terms.pair(name, step.place)
    if step.on is not None:
        name = terms.aside(name, terms.said_day(step.on))
    about = step.item.text if with_items and step.item and step.what != step.What.REPLACED else ""
    return {
        "title": name,
        "text": " — ".join(part for part in (about, step.words) if part),
        "when": terms.said_moment(step.at),
        "datetime": step.at.isoformat(timespec="minutes"),
        "by": step.by.shown_name if step.by else _("the system"),
        "icon": _ICONS.get(step.what, "record"),
    }

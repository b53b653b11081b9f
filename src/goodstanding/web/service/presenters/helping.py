"""Communities, wishes, needs, pairs and visits on pages: as lines with where each stands."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.models import CommunityRegistration, RelayedNeed, Unit, Wish
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.service import pairs, rules, wishes
from goodstanding.web.service.presenters.service import TONES
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]


def visit_title(word: str) -> str:
    """A kind of visit in the reader's words."""
    kind = rules.of(the_scheme()).visits.get(word)
    return terms.text(kind.title) if kind else word


def registration_waiting(registration: CommunityRegistration) -> Entry:
    """A member who registered with a community, in the list of what waits there: confirmed in one tap."""
    title = rules.of(the_scheme()).community
    return {
        "url": reverse("unit_community", args=[registration.unit.code]),
        "post_url": reverse("registration_act", args=[registration.key]),
        "icon": "branch",
        "label": registration.member.shown_as,
        "detail": f"{terms.text(title.title) if title else ''} · {registration.unit.name}",
        "deed": _("Confirm"),
        "about": registration.member,
    }


def feedback_waiting(unit: Unit) -> Entry:
    """A community that has not said yet who took part this year."""
    return {
        "url": reverse("unit_community", args=[unit.code]),
        "icon": "branch",
        "label": _("Give the yearly feedback on registered members"),
        "detail": unit.name,
        "deed": _("Give feedback"),
    }


def wish_open(wish: Wish) -> Entry:
    """A wish that a member can claim, with one tap."""
    return {
        "url": reverse("my_wish", args=[wish.key]),
        "post_url": reverse("my_wish_act", args=[wish.key]),
        "icon": "check",
        "label": wish.title,
        "detail": wish.unit.name,
        "deed": _("Claim"),
    }


def wish_claimed(wish: Wish) -> Entry:
    """A wish that the viewer has claimed, in the list of what waits for them."""
    rule = wishes.rule_of(the_scheme())
    due = wishes.due_on(wish, rule) if rule is not None else None
    return {
        "url": reverse("my_wish", args=[wish.key]),
        "icon": "check",
        "label": _("Small wish: %(title)s") % {"title": wish.title},
        "detail": _("if possible by %(day)s") % {"day": terms.said_day(due)} if due else "",
        "due": due,
        "deed": _("Report"),
    }


def wish_entry(wish: Wish, on: date) -> Entry:
    """A wish in a list at the desk, with the member who claimed it."""
    rule = wishes.rule_of(the_scheme())
    due = wishes.due_on(wish, rule) if rule is not None else None
    is_long = wish.state == Wish.State.CLAIMED and due is not None and due < on
    line: Entry = {
        "url": reverse("wish", args=[wish.key]),
        "icon": "check",
        "label": wish.title,
        "detail": wish.member.shown_as if wish.member else "",
        "badge": _("Takes long") if is_long else wish.get_state_display(),
        "tone": "warn" if is_long else TONES[wish.state],
    }
    return line | {"about": wish.member} if wish.member else line


def wish_waiting(wish: Wish) -> Entry:
    """A wish that was reported as fulfilled, in the list of what waits."""
    assert wish.member is not None, "a reported wish is claimed"
    return {
        "url": reverse("wish", args=[wish.key]),
        "icon": "check",
        "label": _("Small wish: %(title)s") % {"title": wish.title},
        "detail": _("%(member)s reports it as fulfilled; ask the person helped") % {"member": wish.member.shown_as},
        "deed": _("Confirm"),
        "about": wish.member,
    }


def need_entry(need: RelayedNeed, on: date, *, own: bool) -> Entry:
    """A need in a list: of the member who relayed it, or of the office that answers."""
    waits = need.state == RelayedNeed.State.WAITING
    late = waits and need.due_on < on
    day = {"day": terms.said_day(need.due_on)}
    when = _("An answer is due by %(day)s") % day if waits else terms.said_day(need.made_on)
    line: Entry = {
        "url": reverse("my_needs") if own else reverse("need", args=[need.key]),
        "icon": "question",
        "label": need.title,
        "detail": when if own else f"{need.member.shown_as} · {when}",
        "badge": _("Overdue") if late else need.get_state_display(),
        "tone": "bad" if late else TONES[need.state],
    }
    return line if own else line | {"about": need.member, "due": need.due_on}


def need_waiting(need: RelayedNeed, on: date) -> Entry:
    """A need that waits for an answer, in the list of what waits."""
    line = need_entry(need, on, own=False) | {"deed": _("Answer")}
    return line if need.due_on < on else line | {"badge": ""}


def pairs_waiting(unit: Unit) -> Entry:
    """A unit in which pairs wait to be confirmed."""
    rule = pairs.rule_of(the_scheme())
    title = terms.text(rule.title) if rule else ""
    return {
        "url": reverse("pair_confirm", args=[unit.code]),
        "icon": "people",
        "label": _("Confirm: %(title)s") % {"title": title},
        "detail": unit.name,
        "deed": _("Confirm"),
    }

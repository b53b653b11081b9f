"""Talks, contact, searches and absences as lines and cards."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Contact, LongAbsence, Member, Search, SearchStep, Talk, Transfer, Unit
from goodstanding.models.care.moves import TalkState
from goodstanding.queries.care import searches, talks
from goodstanding.queries.care.due import UnitDue
from goodstanding.queries.care.talks import TalkSide
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]
TONES = {"arranged": "info", "said": "warn", "confirmed": "good", "denied": "muted", "withdrawn": "muted"}
_ICONS = {"arranged": "meeting", "said": "question", "confirmed": "done", "denied": "close", "withdrawn": "close"}


def talk_title(word: str) -> str:
    """A kind of talk, or of help, in the reader's words."""
    title = talks.title_of(word, the_scheme())
    return terms.text(title) if title is not None else word


def contact_title(word: str) -> str:
    """A kind of contact in the reader's words."""
    care = the_scheme().care
    rule = care.contacts.get(word) if care else None
    return terms.text(rule.title) if rule else word


def other_of(talk: Talk, viewer: Viewer) -> Member:
    """The person on the other side."""
    return talk.holder if viewer.member_id == talk.member_id else talk.member


def _talk_with(talk: Talk, who: Viewer) -> str:
    told = {"kind": talk_title(talk.kind), "person": other_of(talk, who).shown_as}
    return _("%(kind)s with %(person)s") % told


def _about(talk: Talk, who: Viewer) -> Member | None:
    """The member whom a person in office sees; a member who sees their branch's office-holder leaves no look."""
    return talk.member if talk.holder_id == who.member_id else None


def talk_card(talk: Talk, who: Viewer) -> Entry:
    """A talk of the viewer with what can be done about it."""
    side = talks.side_of(talk, who) or TalkSide.MEMBER
    return {
        "talk": talk,
        "title": _("%(kind)s with %(person)s")
        % {"kind": talk_title(talk.kind), "person": other_of(talk, who).shown_as},
        "day": terms.said_day(talk.on),
        "badge": talk.get_state_display(),
        "tone": TONES[talk.state],
        "url": reverse("my_talk", args=[talk.key]),
        "deeds": _deeds(talk, side, who.on),
        "ways": _ways(talk, side, who.on),
    }


def _deeds(talk: Talk, side: TalkSide, on: date) -> list[Entry]:
    """The buttons, the first of them the usual one."""
    if talk.state == TalkState.ARRANGED:
        said = [{"do": "say", "label": _("It took place")}] if talk.on <= on else []
        return [*said, {"do": "withdraw", "label": _("Call it off")}]
    if talk.state != TalkState.SAID:
        return []
    if talks.has_said(talk, side):
        return [{"do": "withdraw", "label": _("Take it back")}]
    return [{"do": "say", "label": _("It took place")}, {"do": "deny", "label": _("It did not take place")}]


def _ways(talk: Talk, side: TalkSide, on: date) -> list[tuple[str, Any]]:
    """How a member without a phone can have confirmed it, where the holder can say so."""
    waits = talk.state in (TalkState.ARRANGED, TalkState.SAID) and talk.on <= on
    # Who helped does not confirm for the member who was helped: on paper, an office writes it down.
    if talk.kind in talks.helps_of(the_scheme()):
        return []
    if side != TalkSide.HOLDER or not waits or talks.has_said(talk, TalkSide.MEMBER):
        return []
    return [one for one in Talk.Way.choices if one[0] != Talk.Way.OWN]


def talk_event(talk: Talk, who: Viewer) -> Entry:
    """A talk of the viewer that is over, as a line."""
    way = talk.get_way_display() if talk.way and talk.way != Talk.Way.OWN else ""
    return {
        "title": _("%(kind)s with %(person)s")
        % {"kind": talk_title(talk.kind), "person": other_of(talk, who).shown_as},
        "text": terms.aside(str(talk.get_state_display()), str(way)),
        "when": terms.said_day(talk.on),
        "datetime": talk.on.isoformat(),
        "icon": _ICONS[talk.state],
    }


def talk_waiting(talk: Talk, who: Viewer) -> Entry:
    """A talk that waits for the viewer's word, in the list of what waits."""
    detail = _("With %(person)s, %(day)s. Did it take place?")
    return {
        "url": reverse("my_talks"),
        "post_url": reverse("my_talk", args=[talk.key]),
        "icon": "people",
        "label": talk_title(talk.kind),
        "detail": detail % {"person": other_of(talk, who).shown_as, "day": terms.said_day(talk.on)},
        "deed": _("It took place"),
        "about": _about(talk, who),
    }


def talk_ahead(talk: Talk, who: Viewer) -> Entry:
    """An arranged talk, among what the coming days hold."""
    return {
        "url": reverse("my_talks"),
        "icon": "people",
        "label": talk_title(talk.kind),
        "detail": _("With %(person)s") % {"person": other_of(talk, who).shown_as},
        "about": _about(talk, who),
    }


def arrival_waiting(transfer: Transfer) -> Entry:
    """A transfer after which the member can report in, in the list of what waits."""
    return {
        "url": reverse("my_talks"),
        "post_url": reverse("my_arrival", args=[transfer.key]),
        "icon": "transfer",
        "label": _("Report in at your new branch"),
        "detail": transfer.to_unit.name,
        "deed": _("I have reported in"),
    }


def unit_due(due: UnitDue) -> Entry:
    """How many members of a unit still wait for a talk or for contact, near the end of the period."""
    label = ngettext("%(title)s: %(count)s member is left", "%(title)s: %(count)s members are left", due.count)
    return {
        "url": f"{reverse('unit_care', args=[due.unit.code])}#{due.anchor}",
        "icon": "people",
        "label": label % {"title": terms.text(due.title), "count": due.count},
        "detail": due.unit.name,
        "due": due.until,
        "deed": _("See who"),
    }


def silent_entry(member: Member, kind: str, url: str) -> Entry:
    """A member with whom there was no talk for long; last_on and open_on stand on the member."""
    last, opened = getattr(member, "last_on", None), getattr(member, "open_on", None)
    detail = _("Last on %(day)s") % {"day": terms.said_day(last)} if last else _("None yet")
    badge = {"badge": _("set for %(day)s") % {"day": terms.said_day(opened)}, "tone": "info"} if opened else {}
    return {
        "url": f"{url}?member={member.key}&kind={kind}",
        "icon": "person",
        "label": member.shown_as,
        "detail": detail,
        "deed": "" if opened else _("Arrange"),
        "about": member,
        **badge,
    }


def due_entry(member: Member, url: str) -> Entry:
    """A member with whom contact is due in the running period."""
    last = getattr(member, "last_on", None)
    return {
        "url": f"{url}&member={member.key}",
        "icon": "person",
        "label": member.shown_as,
        "detail": _("Last on %(day)s") % {"day": terms.said_day(last)} if last else _("None yet"),
        "deed": _("Record"),
        "about": member,
    }


def contact_entry(contact: Contact) -> Entry:
    """A contact that was recorded, which can be taken back."""
    by = contact.made_by.shown_name
    return {
        "url": reverse("contact_withdraw", args=[contact.key]),
        "icon": "check",
        "label": contact.member.shown_as,
        "detail": f"{contact.get_way_display()} · {terms.said_day(contact.on)} · {by}",
        "about": contact.member,
        "deed": _("Take back"),
    }


def absence_text(absence: LongAbsence) -> str:
    """From when until when a member is away."""
    told = {"start": terms.said_day(absence.from_on), "until": terms.said_day(absence.until_on)}
    return _("%(start)s until %(until)s") % told


def absence_entry(absence: LongAbsence) -> Entry:
    """A member who is away or will be, with the number while away."""
    parts = [absence_text(absence), str(absence.phone)]
    return {
        "url": reverse("absence_end", args=[absence.key]),
        "icon": "person",
        "label": absence.member.shown_as,
        "detail": " · ".join(part for part in parts if part),
        "about": absence.member,
        "deed": _("End it"),
    }


def arrival_entry(transfer: Transfer) -> Entry:
    """A member who came by a transfer and has not reported in."""
    assert transfer.ended_at is not None, "the transfer is done"
    return {
        "url": reverse("arrival", args=[transfer.key]),
        "icon": "transfer",
        "label": transfer.member.shown_as,
        "detail": _("Transferred on %(day)s") % {"day": terms.said_day(transfer.ended_at.date())},
        "about": transfer.member,
        "deed": _("Reported in"),
    }


def out_text(search: Search, on: date) -> str:
    """For how long a member was out of touch."""
    months = searches.months_out(search, on)
    told = ngettext("%(count)s month without contact", "%(count)s months without contact", months) % {"count": months}
    return _("%(told)s, since %(day)s") % {"told": told, "day": terms.said_day(search.since)}


def search_entry(search: Search, on: date, scheme: Scheme) -> Entry:
    """A search that runs, with its clock. The badge is for people to look at, and of no consequence."""
    rule = scheme.care.search if scheme.care else None
    is_long = rule is not None and searches.months_out(search, on) >= rule.after_months
    badge = {"badge": _("for long"), "tone": "warn"} if is_long else {}
    return {
        "url": reverse("search_for_member", args=[search.key]),
        "icon": "search",
        "label": search.member.shown_as,
        "detail": out_text(search, on),
        "about": search.member,
        **badge,
    }


def step_event(step: SearchStep) -> Entry:
    """A step of a search."""
    return {
        "title": str(step.get_what_display()),
        "text": "",
        "when": terms.said_day(step.on),
        "datetime": step.on.isoformat(),
        "by": step.by.shown_name,
        "icon": "check",
    }


def unit_entry(unit: Unit) -> Entry:
    """A unit in the overview."""
    return {"url": reverse("unit_care", args=[unit.code]), "icon": "branch", "label": unit.name, "detail": unit.code}

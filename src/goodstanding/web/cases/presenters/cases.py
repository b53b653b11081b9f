"""Cases and their steps as lines and rows."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.engine.explain.rule_text import fact_title
from goodstanding.models import CaseEvidence, CaseStep, DutyCase, Fact, Meeting, Post
from goodstanding.queries.cases.effects import Measured
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.cases.presenters import warnings
from goodstanding.web.shell.presenters import numbers, terms

Entry = dict[str, Any]
State, About = DutyCase.State, DutyCase.About
TONES = {"ordered": "info", "replied": "info", "closed": "good", "late": "warn", "called_off": "muted"}
_ICONS = {
    "opened": "plus", "replied": "done", "closed": "check", "returned": "transfer", "extended": "clock",
    "late": "warning", "called_off": "close", "said": "person",
}  # fmt: skip


def subject(case: DutyCase) -> str:
    """What a case is about, in a few words."""
    if case.about == About.OFFICE and case.post is not None:
        name = case.post.account.shown_name
        return f"{name} · {terms.role(case.post.role)} · {case.post.unit.name}"
    if case.member is not None:
        return f"{case.member.shown_as} · {case.unit.name}"
    return case.unit.name


def due(case: DutyCase) -> str:
    """Who has it, and until when."""
    told = {"name": case.owner.shown_name, "day": terms.said_day(case.due_on)}
    if case.state == State.LATE:
        told["above"] = case.above_unit.name if case.above_unit else _("nobody above")
        return _("%(name)s, overdue since %(day)s; %(above)s sees it now") % told
    if case.state == State.ORDERED:
        return _("%(name)s, by %(day)s") % told
    return case.owner.shown_name


def line(case: DutyCase, *, own: bool = False) -> Entry:
    """A case in a list."""
    found: Entry = {
        "url": reverse("my_case" if own else "case", args=[case.key]),
        "icon": "list",
        "label": case.title,
        "detail": due(case) if own else f"{subject(case)} · {due(case)}",
        "badge": str(case.get_state_display()),
        "tone": TONES[case.state],
    }
    return found if own or case.member is None else found | {"about": case.member}


def waiting(case: DutyCase, deed: str) -> Entry:
    """A case in the list of what waits. deed: what the viewer does with it."""
    return line(case) | {"due": case.due_on, "deed": deed}


def rows(case: DutyCase) -> list[dict[str, str]]:
    """What it is about, why, who has it, and until when."""
    found = [{"label": _("About"), "value": subject(case)}, {"label": _("Reason"), "value": case.reason}]
    if case.warning is not None:
        found.append({"label": _("Warning"), "value": terms.aside(warnings.title(case.warning), seen(case))})
    opener = case.opened_by.shown_name
    found.append({"label": _("Who has the order"), "value": due(case), "note": terms.office(case.owner_office)})
    found.append({"label": _("Opened by"), "value": opener, "note": terms.said_day(case.opened_on)})
    return found


def seen(case: DutyCase) -> str:
    """What the warning saw from which the case was opened."""
    return warnings.seen(case.warning) if case.warning is not None else ""


def effect_row(found: Measured) -> dict[str, str]:
    """Whether a closed case helped, as far as that can be said."""
    effect = found.found
    if not found.is_there:
        value = _("Can be measured once %(month)s is published") % {"month": terms.month(found.month, with_year=True)}
        return {"label": _("Measured effect"), "value": value}
    if effect is None:
        return {"label": _("Measured effect"), "value": _("Too few similar units to tell")}
    told = {"points": numbers.change(round(effect.estimate)), "count": str(effect.alike)}
    value = _("%(points)s against %(count)s similar units, three months later") % told
    span = {"low": numbers.change(round(effect.low)), "high": numbers.change(round(effect.high))}
    note = _("Between %(low)s and %(high)s, 19 times in 20") % span
    return {"label": _("Measured effect"), "value": value, "note": note}


def step(found: CaseStep) -> Entry:
    """One step, with its words and what it refers to."""
    refers = terms.listed(evidence(one) for one in found.evidence.all())
    note = found.place or (_("due by %(day)s") % {"day": terms.said_day(found.due_on)} if found.due_on else "")
    return {
        "title": terms.aside(str(found.get_what_display()), note),
        "text": f"{found.words} {_('Refers to: %(what)s') % {'what': refers}}" if refers else found.words,
        "when": terms.said_moment(found.at),
        "datetime": found.at.isoformat(timespec="minutes"),
        "by": found.by.shown_name if found.by else _("the system"),
        "icon": _ICONS[found.what],
        "tone": "warn" if found.what == CaseStep.What.LATE else "",
    }


def evidence(found: CaseEvidence) -> str:
    """What a reply refers to."""
    return entry_words(found.fact) if found.fact is not None else meeting_words(found.meeting)


def entry_words(fact: Fact) -> str:
    """An entry in a few words."""
    return f"{fact_title(fact.kind, the_scheme(), numbers.lang())} ({terms.day(fact.occurred_on)})"


def meeting_words(meeting: Meeting | None) -> str:
    """A meeting in a few words."""
    assert meeting is not None, "it refers to one of the two"
    rule = the_scheme().meetings.get(meeting.type)
    return f"{terms.text(rule.title) if rule else meeting.type} ({terms.moment(meeting.starts_at)})"


def seat(post: Post) -> str:
    """A person in office, in a list to choose from."""
    return f"{post.account.shown_name} · {terms.role(post.role)} · {post.unit.name}"


def seats(posts: Iterable[Post]) -> list[tuple[str, str]]:
    """People in office to choose from."""
    return [(post.key, seat(post)) for post in posts]


def may(case: DutyCase, *, replies: bool, checks: bool, leads: bool) -> list[dict[str, str]]:
    """The buttons of a case, the one that is mostly needed first."""
    found = [
        ("case_reply", _("Reply"), replies),
        ("case_close", _("Close it"), checks),
        ("case_return", _("Return it with a reason"), checks),
        ("case_extend", _("Give more time"), leads and case.state in (State.ORDERED, State.LATE)),
        ("case_call_off", _("Call it off"), leads and case.state in (State.ORDERED, State.LATE)),
    ]
    return [{"url": reverse(name, args=[case.key]), "label": label} for name, label, shown in found if shown]

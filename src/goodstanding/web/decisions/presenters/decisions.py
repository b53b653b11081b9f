"""Decisions about members, and what became of them, as cards and lines."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.engine.scheme.decisions import DecisionRule
from goodstanding.models import DecisionChange, Member, MemberDecision
from goodstanding.queries.decisions import decisions
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]
Side = MemberDecision.Side
_ICONS = {"award": "seal", "discipline": "shield"}
_CHANGED = {"corrected": "edit", "revoked": "close", "lifted": "done"}


def rule_of(word: str) -> DecisionRule | None:
    """What the rules say of a kind of decision, None where they do not have it any more."""
    rules = decisions.rules_of(the_scheme())
    return rules.kinds.get(word) if rules else None


def kind_title(word: str, form: str = "") -> str:
    """A kind of decision in the reader's words, with its form."""
    rule = rule_of(word)
    if rule is None:
        return word
    title = rule.forms.get(form)
    return terms.aside(terms.text(rule.title), terms.text(title)) if title else terms.text(rule.title)


def standing(decision: MemberDecision, on: date) -> tuple[str, str]:
    """Where a decision stands on a day, and the colour of its badge."""
    change = decisions.change_of(decision, DecisionChange.What.CORRECTED, DecisionChange.What.REVOKED)
    if change is not None:
        return str(change.get_what_display()), "muted"
    lifted = decisions.lifted_on(decision)
    if lifted is not None and lifted <= on:
        return str(DecisionChange.What.LIFTED.label), "muted"
    if decision.ends_on is not None and decision.ends_on < on:
        return pgettext("a decision about a member", "No longer in effect"), "muted"
    if decision.side == Side.AWARD:
        return str(Side.AWARD.label), "good"
    if decision.effective_from > on:
        return _("In effect from %(day)s") % {"day": terms.said_day(decision.effective_from)}, "info"
    return pgettext("a decision about a member", "In effect"), "warn"


def card(decision: MemberDecision, on: date) -> Entry:
    """A decision with its document, its days, and what later decisions did to it."""
    badge, tone = standing(decision, on)
    return {
        "decision": decision,
        "title": kind_title(decision.kind, decision.form),
        "badge": badge,
        "tone": tone,
        "rows": _rows(decision),
        "changes": [_change(one) for one in decision.changes.all()],
        "is_void": decisions.is_void(decision),
        "may_lift": _may_lift(decision),
    }


def _may_lift(decision: MemberDecision) -> bool:
    rule = rule_of(decision.kind)
    return rule is not None and rule.ends != "never" and decisions.lifted_on(decision) is None


def _rows(decision: MemberDecision) -> list[dict[str, str]]:
    rule = rule_of(decision.kind)
    rows = [
        {"label": pgettext("a body", "Decided by"), "value": decision.body},
        {"label": _("Document"), "value": decision.document},
        {"label": _("Date of the document"), "value": terms.said_day(decision.dated_on)},
    ]
    if decision.effective_from != decision.dated_on:
        rows.append({"label": _("In effect since"), "value": terms.said_day(decision.effective_from)})
    if decision.ends_on is not None:
        rows.append({"label": _("Last day of its effect"), "value": terms.said_day(decision.ends_on)})
    elif rule is not None and rule.ends == "lifted":
        rows.append({"label": _("Last day of its effect"), "value": _("Until a body lifts it")})
    if decision.informed_on is not None:
        rows.append({"label": _("The member was informed on"), "value": terms.said_day(decision.informed_on)})
    rows.append({"label": _("Recorded by"), "value": decision.made_by.shown_name})
    return rows


def appeal(decision: MemberDecision, on: date) -> str:
    """To whom the member can appeal and until when; empty for an award, and for what is void."""
    rules = decisions.rules_of(the_scheme())
    if rules is None or decision.appeal_until is None or decisions.is_void(decision):
        return ""
    told = {"body": terms.text(rules.appeal.to), "day": terms.said_day(decision.appeal_until)}
    if decision.appeal_until < on:
        return _("The time to appeal ended on %(day)s. %(body)s can still be asked to review it.") % told
    return _("You can appeal until %(day)s, to: %(body)s. In writing, or in person; your branch helps.") % told


def _change(found: DecisionChange) -> Entry:
    return {
        "title": f"{found.get_what_display()} · {terms.said_day(found.on)}",
        "text": f"{found.body} · {found.document} — {found.reason}",
        "when": terms.said_moment(found.at),
        "datetime": found.at.isoformat(timespec="minutes"),
        "by": found.by.shown_name,
        "icon": _CHANGED[found.what],
    }


def line(decision: MemberDecision, on: date) -> Entry:
    """A decision in a list at the desk."""
    badge, tone = standing(decision, on)
    place = decision.member.unit.name if decision.member.unit else ""
    return {
        "url": reverse("member_decisions", args=[decision.member.key]),
        "icon": _ICONS[decision.side],
        "label": decision.member.shown_as,
        "detail": f"{kind_title(decision.kind, decision.form)} · {place}",
        "badge": badge,
        "tone": tone,
        "about": decision.member,
    }


def choices(kinds: dict[str, DecisionRule], member: Member, side: str) -> list[Entry]:
    """The kinds of one side that can be recorded about a member, each with its form."""
    to = reverse("member_decision_new", args=[member.key])
    return [
        {"url": f"{to}?kind={word}", "icon": _ICONS[side], "label": terms.text(rule.title)}
        for word, rule in kinds.items()
        if rule.side == side
    ]

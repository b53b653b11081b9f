"""The menus: the bar at the foot of a phone, and what each office needs of the desk, and nothing else."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.access import meeting_hosts, named_offices
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.viewer import Viewer
from goodstanding.queries.months import runs
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.rules import rules
from goodstanding.queries.service import rules as service_rules


def bar(who: Viewer) -> dict[str, Any]:
    """What the bar offers besides what waits: a member their own pages, an office its menu in the place of theirs."""
    has_menu = who.is_staff and who.verified
    return {
        "is_member": who.member_id is not None,
        "has_menu": has_menu,
        "me_class": "me-at-wide" if has_menu else "",
    }


def _answers(who: Viewer) -> bool:
    """Whether the viewer answers what members do of their own accord."""
    return bool(named_offices.held(who, named_offices.all_offices(the_scheme().initiative)))


def _stays_in_touch(who: Viewer) -> bool:
    """Whether the viewer stays in touch with members by office."""
    care = the_scheme().care
    return care is not None and bool(named_offices.held(who, care.offices()))


def _guides(who: Viewer) -> bool:
    """Whether the viewer guides members on probation."""
    rule = the_scheme().probation
    return rule is not None and bool(named_offices.held(who, rule.guided_by))


def _opens_ballots(who: Viewer) -> bool:
    """Whether the viewer opens secret ballots."""
    rules = the_scheme().ballots
    return rules is not None and bool(named_offices.held(who, rules.opened_by))


def _appraises(who: Viewer) -> bool:
    """Whether the viewer leads rounds of the yearly appraisal, or confirms their results."""
    rule = the_scheme().appraisal
    return rule is not None and bool(named_offices.held(who, (*rule.led_by, *rule.confirmed_by)))


def _debriefs(who: Viewer) -> bool:
    """Whether the viewer gives a yearly debriefing, or decides on those of the units below."""
    rule = the_scheme().debriefing
    return rule is not None and bool(named_offices.held(who, (*rule.given_by, *rule.decided_by)))


def _answers_letters(who: Viewer) -> bool:
    """Whether the viewer answers questions or complaints."""
    rules = the_scheme().letters
    return rules is not None and bool(named_offices.held(who, rules.offices()))


def _sees_decisions(who: Viewer) -> bool:
    """Whether the viewer sees by office what bodies decided about members."""
    rules = the_scheme().decisions
    return rules is not None and bool(named_offices.held(who, rules.seen_by))


def _reads_warnings(who: Viewer) -> bool:
    """Whether the viewer reads warnings about others."""
    rules = the_scheme().warnings
    return rules is not None and bool(named_offices.held(who, rules.offices()))


def _has_cases(who: Viewer) -> bool:
    """Whether the viewer has a part in cases by office."""
    rules = the_scheme().cases
    return rules is not None and bool(named_offices.held(who, rules.offices()))


def _sees_accountability(who: Viewer) -> bool:
    """Whether the viewer leads accountability files, or reads them as an auditor."""
    rule = the_scheme().accountability
    return rule is not None and (bool(named_offices.held(who, rule.opened_by)) or who.may(Allowed.SEE_AUDIT))


def _makes_dossiers(who: Viewer) -> bool:
    """Whether the viewer makes the yearly documents of any unit."""
    rules = the_scheme().dossiers
    return rules is not None and bool(named_offices.held(who, rules.made_by))


def _serves(who: Viewer) -> bool:
    """Whether the viewer plans activities, or looks after wishes, needs, pairs or a community."""
    return bool(named_offices.held(who, service_rules.of(the_scheme()).offices()))


def desk(who: Viewer, path: str) -> list[dict[str, Any]]:
    """The entries a viewer has, the current one marked."""
    home = reverse("desk")
    entries = [
        ("desk", _("Work list"), "list", True),
        ("units", _("Units"), "tree", who.may(Allowed.SEE_UNIT)),
        ("meetings", _("Meetings"), "meeting", meeting_hosts.is_host(who, the_scheme())),
        ("assignments", _("Assignments"), "done", who.may(Allowed.ASSIGN)),
        ("study", _("Study"), "book", who.may(Allowed.RECORD_FACT) and the_scheme().study is not None),
        ("initiative", _("Initiative"), "seal", _answers(who)),
        ("bulletins", _("Announcements"), "bell", who.may(Allowed.ASSIGN)),
        ("dues", _("Dues"), "money", who.may(Allowed.COLLECT_DUES) and the_scheme().dues is not None),
        ("care", _("Talks and contact"), "people", _stays_in_touch(who)),
        ("probations", _("Probation"), "seal", _guides(who)),
        ("service", _("Volunteer service"), "people", _serves(who)),
        ("ballots", _("Ballots"), "seal", _opens_ballots(who)),
        ("appraisals", _("Appraisal"), "seal", _appraises(who)),
        ("debriefings", _("Debriefings"), "seal", _debriefs(who)),
        ("dossiers", _("Yearly documents"), "record", _makes_dossiers(who)),
        ("letters", _("Questions and complaints"), "question", _answers_letters(who)),
        ("warnings", _("Warnings"), "bell", _reads_warnings(who)),
        ("cases", _("Cases"), "list", _has_cases(who)),
        ("accountability", _("Accountability"), "shield", _sees_accountability(who)),
        ("decisions", _("Awards and discipline"), "seal", _sees_decisions(who)),
        ("burden", _("Workload"), "clock", who.may(Allowed.ASSIGN) and the_scheme().burden is not None),
        ("recording", _("Entries"), "check", who.may(Allowed.RECORD_FACT)),
        ("doubts", _("Doubts"), "eye", who.may(Allowed.HOLD_MEETING)),
        ("months", _("Months"), "record", runs.may_draft(who) or runs.may_publish(who)),
        ("transfers", _("Transfers"), "transfer", who.may(Allowed.ANSWER_TRANSFER)),
        ("year_end", _("Year's end"), "clock", who.may(Allowed.RULE) and the_scheme().year_end is not None),
        ("objections", _("Objections"), "question", who.may(Allowed.RULE)),
        ("corrections", _("Corrections"), "edit", who.may(Allowed.AGREE) or who.may(Allowed.RECORD_FACT)),
        ("invitations", _("Invitations"), "key", who.may(Allowed.INVITE)),
        ("rules_desk", _("Rules"), "book", rules.may_propose(who) or rules.may_agree(who)),
        ("jobs", _("Jobs"), "jobs", True),
        ("audit", _("Audit trail"), "shield", who.may(Allowed.SEE_AUDIT)),
        ("accounts", _("Accounts"), "person", who.may(Allowed.OPERATE)),
        ("calendar", _("Working days"), "meeting", who.may(Allowed.OPERATE)),
        ("see_as", _("See menus as"), "eye", who.may(Allowed.OPERATE)),
    ]
    found = [{"label": label, "url": reverse(name), "icon": icon} for name, label, icon, shown in entries if shown]
    # Every page of the desk begins like the work list; only the list itself is it.
    under = [
        entry["url"]
        for entry in found
        if path == entry["url"] or (path.startswith(entry["url"]) and entry["url"] != home)
    ]
    best = max(under, key=len, default="")
    return [entry | {"current": entry["url"] == best} for entry in found]

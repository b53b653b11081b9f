"""The audit trail in words: what was done to what, and to which parts of it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.engine.explain.rule_text import fact_title
from goodstanding.models import AuditRow
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import days, numbers, terms


def event(found: AuditRow) -> dict[str, Any]:
    """One change, on its day: what, which parts of it, and who at which unit."""
    icon = "gear" if found.by is None else "person"
    unit = found.unit.name if found.unit else ""
    # An office says where by itself; what was done elsewhere says so too.
    by = " · ".join(part for part in (_who(found), unit if unit not in found.office else "") if part)
    return days.event(found.at, title=what(found), text=fields(found), by=by, icon=icon)


def what(found: AuditRow) -> str:
    """What was done to what; a word that is not known stands as it was kept."""
    verb = verbs().get(found.verb, found.verb)
    if (found.noun, found.verb) == ("meeting", "close"):
        verb = pgettext("a meeting", "closed")
    if found.noun == "ballot":
        verb = _of_ballots().get(found.verb, verb)
    names = {"noun": nouns().get(found.noun, found.noun), "verb": verb}
    return _("%(noun)s: %(verb)s") % names


def fields(found: AuditRow) -> str:
    """Which parts: columns of a record, or kinds of facts, in words where there are some."""
    scheme, named = the_scheme(), parts()
    kinds = scheme.fact_kinds
    return terms.listed(
        fact_title(field, scheme, numbers.lang()) if field in kinds else named.get(field, field)
        for field in found.fields
    )


def _who(found: AuditRow) -> str:
    if found.by is None:
        return _("the system")
    return f"{found.by.shown_name} · {terms.office(found.office)}" if found.office else found.by.shown_name


def nouns() -> dict[str, str]:
    """What can be changed."""
    return {
        "account": _("Account"),
        "accountability": _("Accountability file"),
        "appraisal": _("Appraisal"),
        "assignment": _("Assignment"),
        "attempt": _("Attempt at a quiz"),
        "authenticator_app": _("Authenticator app"),
        "calendar": _("Calendar of working days"),
        "calendar_feed": _("Calendar address"),
        "attendance": _("Attendance"),
        "attendance_conflict": _("Attendance conflict"),
        "case": _("Case"),
        "ceiling": _("Ceiling of requests"),
        "contact": _("Contact with a member"),
        "community_feedback": _("Feedback of the community"),
        "correction": _("Correction"),
        "ballot": _("Secret ballot"),
        "bulletin": _("Announcement"),
        "course": _("Course"),
        "debriefing": _("Debriefing"),
        "decision": _("Decision about a member"),
        "dossier": _("Yearly document"),
        "doubt": _("Doubt"),
        "dues": _("Dues"),
        "dues_overdue": _("Month of dues overdue"),
        "dues_base": _("Amount of dues"),
        "dues_consent": _("Consent to pay dues ahead"),
        "dues_payment": _("Payment of dues"),
        "dues_relief": _("Reduction of dues"),
        "dues_totals": _("Totals of dues"),
        "duty_post": _("Duty post"),
        "fact": _("Entry"),
        "facts": _("Entry"),
        "follow_up": _("Follow-up"),
        "help_pair": _("Pair"),
        "help_step": _("Step of a help plan"),
        "invitation": _("Invitation"),
        "lesson": _("Lesson"),
        "letter": _("Question or complaint"),
        "long_absence": _("Long absence"),
        "meeting": _("Meeting"),
        "meeting_leave": _("Leave"),
        "member": _("Member"),
        "minutes": _("Minutes"),
        "need": _("Relayed need"),
        "objection": _("Objection"),
        "organization": _("Organization"),
        "paper_quiz": _("Quiz on paper"),
        "paper_roll": _("Paper roll"),
        "passkey": _("Passkey"),
        "pledge": _("Pledge"),
        "post": _("Office"),
        "probation": _("Probation"),
        "proof": _("Attendance"),
        "question": _("Question"),
        "question_bank": _("Questions from a file"),
        "recovery_codes": _("Recovery codes"),
        "registration": _("Registration with a community"),
        "roll": _("Roll"),
        "roster": _("Roster"),
        "rules": _("Rules"),
        "run": _("Month's rating"),
        "statement_line": _("Row of a bank statement"),
        "search": _("Search for a member"),
        "service_activity": _("Volunteer activity"),
        "service_visit": _("Visit"),
        "sign_in_request": _("Request for help with signing in"),
        "study_session": _("Study session"),
        "suggestion": _("Suggestion"),
        "talk": _("Talk"),
        "topic": _("Topic"),
        "transfer": _("Transfer"),
        "unit": _("Unit"),
        "unit_contact": _("How the branch is reached"),
        "weak_unit": _("Unit that needs help"),
        "wish": _("Small wish"),
    }


def _of_ballots() -> dict[str, str]:
    """What is said of a ballot in other words than of anything else."""
    return {
        "open": pgettext("a ballot", "made"),
        "begin": pgettext("a ballot", "opened for voting"),
        "give_out": pgettext("a ballot", "a paper given out"),
        "take_back": pgettext("a ballot", "a paper taken back"),
        "close": pgettext("a ballot", "closed"),
        "shuffle": pgettext("a ballot", "votes opened and shuffled by a teller"),
        "count": pgettext("a ballot", "counted, both tellers agreeing"),
        "cancel": pgettext("a ballot", "cancelled"),
    }


def verbs() -> dict[str, str]:
    """What can be done."""
    return {
        "accept": _("accepted"),
        "add": _("added"),
        "agree": _("agreed to"),
        "announce": _("days entered"),
        "answer": _("answered"),
        "answer_gap": _("gap between groups explained"),
        "appealed": _("second ruling asked for"),
        "arrange": _("arranged"),
        "ask": _("asked for"),
        "approve": _("approved"),
        "add_words": _("words of the member added"),
        "begin": _("begun"),
        "begin_class": _("class begun"),
        "book": _("booked"),
        "bring": _("brought in"),
        "call_off": _("called off"),
        "cancel": _("cancelled"),
        "change": _("changed"),
        "check": _("checked"),
        "claim": _("claimed"),
        "clear": _("cleared"),
        "close": _("closed"),
        "closed": _("Closed"),
        "confirm": _("confirmed"),
        "consent": _("given"),
        "correct": _("corrected"),
        "count": _("people counted"),
        "create": _("created"),
        "created": _("created"),
        "decline": _("declined"),
        "deny": _("said not to have taken place"),
        "draft": _("draft begun"),
        "drop": _("recorded as no longer applying"),
        "drafted": _("drafted"),
        "end": _("ended"),
        "end_class": _("class ended"),
        "enlist": _("put on the list"),
        "enrol": _("enrolled"),
        "escalated": _("passed one level up"),
        "excuse": _("member excused"),
        "export": _("exported"),
        "extend": _("given more time"),
        "fail": _("recorded as not done"),
        "finish": _("accepted as done"),
        "found": _("founded"),
        "fulfil": _("confirmed as fulfilled"),
        "give": _("given"),
        "give_back": _("given back"),
        "give_up": _("import cancelled"),
        "grant": _("given"),
        "hand_in": _("handed in"),
        "host": _("host unit named"),
        "import": _("import begun"),
        "invite": _("invited"),
        "lapse": _("recorded as lapsed"),
        "leave": _("left"),
        "lift": _("effect lifted"),
        "make": _("made"),
        "mend": _("adapted to the format of codes and numbers"),
        "miss": _("recorded as not fulfilled"),
        "merged": _("merged into another"),
        "move": _("moved to another day"),
        "move_on": _("taken to the next step"),
        "moved": _("moved"),
        "notice": _("notice sent"),
        "open": _("opened for check-in"),
        "open_case": _("opened with an order"),
        "opened": _("made"),
        "pass": _("recorded as passed"),
        "pass_up": _("forwarded"),
        "plan": _("planned"),
        "post": _("posted to the members"),
        "print": _("printed"),
        "propose": _("proposed"),
        "publish": _("published"),
        "raise": _("raised"),
        "record": _("recorded"),
        "redated": _("counted anew by announced days"),
        "refuse": _("refused"),
        "reject": _("not taken up"),
        "reject_need": _("not taken up"),
        "rejected": _("rejected"),
        "remind": _("reminded"),
        "remove": _("removed"),
        "renamed": _("renamed"),
        "reopen": _("reopened"),
        "reply": _("replied to"),
        "report": _("reported"),
        "reset": _("password revoked"),
        "resolve": _("resolution recorded"),
        "return": _("returned for rework"),
        "review": _("reviewed"),
        "reverse": _("taken back"),
        "revoke": _("revoked"),
        "say": _("reported by the member"),
        "send": _("sent"),
        "set": _("set for the members"),
        "set_aside": _("set aside"),
        "settle": _("settled"),
        "sign_up": _("signed up"),
        "split": _("split"),
        "suspend": _("waiting for a code from above"),
        "take": _("taken"),
        "take_up": _("put on the agenda"),
        "take_up_need": _("taken up"),
        "take_along": _("saved on a phone"),
        "take_off": _("removed from the list"),
        "tell": _("informed in person"),
        "took_over": _("took over another unit"),
        "type": _("typed in"),
        "undo": _("taken back"),
        "upheld": _("upheld"),
        "withdraw": _("withdrawn"),
        "withdrawn": _("withdrawn"),
        "write": _("written"),
    }


def parts() -> dict[str, str]:
    """What a change can touch."""
    return {
        "accepted_at": _("Whether it counts"),
        "agenda": _("Agenda"),
        "answer": _("Answer"),
        "calendar": _("Which calendar"),
        "chosen": _("Which attendance record is right"),
        "classes": _("Classes"),
        "closed_on": _("Closes on"),
        "code": _("Code"),
        "content": _("Content"),
        "days": _("Days"),
        "due_on": _("Due on"),
        "ends_at": _("Ends at"),
        "excuse": _("made an excused absence"),
        "from_on": _("First day"),
        "full_on": _("Full member since"),
        "heads": _("People counted"),
        "hostings": _("Host unit"),
        "is_active": _("Open or closed"),
        "joined_on": _("Joined on"),
        "key": _("Address"),
        "leaving": _("How they left"),
        "left_on": _("Left on"),
        "level": _("Level"),
        "lines": _("Lines"),
        "login": _("Sign-in name"),
        "member": _("Member"),
        "merged_into": _("Merged into"),
        "name": _("Name"),
        "number": _("Number"),
        "parent": _("Unit above"),
        "password": _("Password"),
        "phone": _("Telephone"),
        "place": _("Place"),
        "reason": _("Reason"),
        "receipts": _("Who was notified"),
        "replace": _("given another value"),
        "reverse": _("taken back"),
        "reverses": _("What it replaces"),
        "role": _("Office"),
        "sign_count": _("Counter of the passkey"),
        "starts_at": _("Starts at"),
        "state": _("State"),
        "text": _("Text"),
        "topic": _("Topic"),
        "type": _("Type"),
        "undoes": _("What it takes back"),
        "unit": _("Unit"),
        "until_on": _("Ends on"),
        "year": _("Year"),
    }

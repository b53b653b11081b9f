"""What notices say of objections, corrections and meetings."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from goodstanding.engine.explain.rule_text import fact_title
from goodstanding.models import Proof
from goodstanding.queries.care import talks as talk_queries
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.shell.presenters import terms


def texts() -> dict[str, str]:
    """The sentences by kind, with places for facts."""
    return {
        "objection_opened": _("Objection of %(member)s to “%(line)s”: your ruling is due by %(day)s"),
        "objection_appealed": _("%(member)s asks for a second ruling on “%(line)s”: it is due by %(day)s"),
        "objection_escalated": _("Overdue, and now yours: the objection of %(member)s to “%(line)s”, due by %(day)s"),
        "objection_gone_up": _("Your objection to “%(line)s” was not answered in time and is now with %(unit)s"),
        "objection_upheld": _("Your objection to “%(line)s” was upheld"),
        "objection_rejected": _("Your objection to “%(line)s” was rejected. You can read why"),
        "objection_redated": _("Announced days move the ruling on “%(line)s” (%(member)s): it is due by %(day)s now"),
        "objection_appeal_redated": _("Announced days give you more time for “%(line)s”: until %(day)s"),
        "objection_equal": _("An objection was upheld; %(count)s similar cases may be yours: %(fact)s"),
        "correction_asked": _("%(name)s asks you to agree to corrections: %(count)s"),
        "correction_made": _("The correction you requested is made: %(fact)s, %(day)s"),
        "correction_refused": _("The correction you requested was refused: %(fact)s, %(day)s"),
        "meeting_notice": _("Notice: %(meeting)s, %(moment)s, %(unit)s %(place)s"),
        "meeting_change": _("Changed: %(meeting)s is now on %(moment)s, %(unit)s %(place)s"),
        "meeting_cancelled": _("Cancelled: %(meeting)s, %(moment)s, %(unit)s. %(reason)s"),
        "meeting_missing": _("Still to be planned by %(day)s: %(meeting)s (%(count)s)"),
        "meeting_left_open": _("Not closed yet: %(meeting)s, %(moment)s"),
        "meeting_proof_undone": _("Your check-in at %(meeting)s, %(moment)s, was taken back: %(reason)s"),
        "meeting_made_up": _("Recorded: you caught up on %(meeting)s, %(moment)s, on %(day)s"),
        "meeting_put_down_absent": _(
            "You are recorded as absent: %(meeting)s, %(moment)s. Were you there? Say so here"
        ),
        "meeting_put_down_late": _("You are recorded as late: %(meeting)s, %(moment)s. Were you in time? Say so here"),
        "attendance_corrected": _(
            "Your attendance was corrected: %(meeting)s, %(moment)s, now %(verdict)s. %(reason)s"
        ),
        "attendance_settled": _("Your attendance was decided: %(meeting)s, %(moment)s, %(verdict)s. %(reason)s"),
        "attendance_own_word": _("%(member)s says they were at %(meeting)s, %(moment)s. Please decide"),
        "attendance_own_word_about_yours": _(
            "%(member)s says they were at %(meeting)s, %(moment)s, other than you recorded. Another person decides"
        ),
        "assignment_given": _("Assigned to you: %(what)s, due by %(day)s, %(unit)s"),
        "assignment_due": _("Reminder: %(what)s, due by %(day)s"),
        "assignment_done": _("Accepted as done: %(what)s"),
        "assignment_returned": _("Returned for rework: %(what)s, now due by %(day)s"),
        "assignment_not_done": _("Recorded as not done: %(what)s. You can read why"),
        "assignment_lapsed": _("Recorded as lapsed without an answer: %(what)s"),
        "assignment_refused": _("Recorded as refused without a reason: %(what)s"),
        "assignment_withdrawn": _("Withdrawn, nothing is left to do: %(what)s"),
        "assignment_extended": _("You have more time for %(what)s: until %(day)s"),
        "assignment_kept_day": _("No more time for %(what)s: it is due by %(day)s. You can read why"),
        "question_withdrawn": _("A question was withdrawn, and your result is better: %(what)s"),
        "pledge_registered": _("Your pledge on paper was registered"),
        "pledge_withdrawn": _("Your pledge was taken back. You can read why"),
        "pledge_item_fulfilled": _("Confirmed as fulfilled: %(what)s"),
        "pledge_item_missed": _("Recorded as not fulfilled: %(what)s. You can read why"),
        "pledge_item_dropped": _("Recorded as no longer applying: %(what)s"),
        "suggestion_made": _("%(member)s suggests: %(what)s. Your answer is due by %(day)s"),
        "suggestion_due": _("Reminder: an answer to “%(what)s” of %(member)s is due by %(day)s"),
        "suggestion_overdue": _("Overdue: the answer to “%(what)s” of %(member)s was due on %(day)s"),
        "suggestion_passed_up": _(
            "Your suggestion “%(what)s” was forwarded to %(unit)s; the answer is due on the same day"
        ),
        "suggestion_adopted": _("Your suggestion was adopted: %(what)s"),
        "suggestion_not_adopted": _("Your suggestion was not adopted: %(what)s. You can read why"),
        "topic_taken_up": _("Your topic is on the agenda: %(what)s"),
        "topic_not_taken_up": _("Your topic was not taken up: %(what)s. You can read why"),
        "duty_offered": _("Offered to you: %(what)s. Do you take it on?"),
        "duty_ended": _("Your post has ended: %(what)s"),
        "duty_left": _("%(member)s no longer belongs to your unit, and the post has ended: %(what)s"),
        "duty_kept": _("Confirmed as carried out: %(what)s, %(period)s"),
        "duty_excused": _("Recorded as not applying: %(what)s, %(period)s"),
        "duty_not_kept": _("Recorded as not carried out: %(what)s, %(period)s. Wrong? You can object"),
        "dues_paid": _("Your dues are booked: %(amount)s yuan, %(day)s. The receipt is on your page"),
        "dues_reversed": _("A payment of %(amount)s yuan was taken back: %(reason)s"),
        "dues_amount": _("Your dues are %(amount)s yuan a month now. Wrong? Change it on your page"),
        "dues_open": _("Reminder: %(amount)s yuan of dues are open"),
        "dues_ask": _("Your branch asks you to choose your band of dues once"),
        "dues_posted": _("The totals of the dues of your branch are posted: %(period)s"),
        "dues_relief_proposed": _("Your branch proposes to reduce your dues"),
        "dues_relief_agreed": _("The reduction of your dues is approved"),
        "dues_relief_declined": _("The reduction of your dues is not approved: %(reason)s"),
        "dues_relief_ended": _("The reduction of your dues ends with this month"),
        "dues_relief_agreed_proposer": _("Approved: the reduction for %(member)s"),
        "dues_relief_declined_proposer": _("Not approved: the reduction for %(member)s. %(reason)s"),
        "talk_arranged": _("%(talk)s with %(member)s is arranged for %(day)s"),
        "talk_to_confirm": _("%(talk)s with %(member)s on %(day)s: did it take place?"),
        "talk_confirmed": _("%(talk)s with %(member)s on %(day)s: confirmed by both"),
        "talk_denied": _("%(talk)s with %(member)s on %(day)s: the other side says that it did not take place"),
        "talk_withdrawn": _("%(talk)s with %(member)s on %(day)s: called off or taken back"),
        "probation_begun": _("Your probation has begun and is over on %(day)s. See every step here"),
        "probation_step_done": _("Recorded of your probation: %(step)s, %(day)s"),
        "probation_step_taken_back": _("Taken back: %(step)s, %(day)s. Not right? Ask your branch"),
        "probation_step_moved": _("%(step)s is due until %(day)s now. You can read why"),
        "probation_meeting_decided": _("Your branch's meeting decided about your probation on %(day)s"),
        "probation_full": _("The committee above decided on %(day)s: you are a full member"),
        "probation_extended": _("Your probation is extended until %(day)s. See every step here"),
        "probation_ended": _("You are no longer classed as on probation, so its steps have ended"),
        "probation_cancelled": _("The committee above decided on %(day)s to cancel your probation"),
        "ballot_teller": _("You are asked to be a teller: %(title)s. Make your key first"),
        "ballot_open": _("A secret ballot is open: %(title)s. Vote by %(moment)s"),
        "ballot_shuffle": _("%(title)s is closed. Open the votes with your code"),
        "ballot_count": _("%(title)s: count the votes with your code"),
        "ballot_counted": _("The ballot has been counted: %(title)s"),
        "ballot_cancelled": _("The ballot was cancelled: %(title)s. You can read why"),
        "appraisal_sheet": _("Your sheet of %(year)s is open. Is it right? Until %(day)s"),
        "appraisal_self": _("Write your self-appraisal of %(year)s until %(day)s. It is begun for you"),
        "appraisal_self_typed": _("Your self-appraisal was typed in for you. You can read it here"),
        "appraisal_mutual": _("Write a short word to the other members until %(day)s"),
        "appraisal_excused": _("You are excused from the appraisal. You may take part all the same"),
        "appraisal_not_excused": _("You are no longer excused from the appraisal"),
        "appraisal_grade": _("Your grade of %(year)s can be read, with its reason. You can object until %(day)s"),
        "appraisal_confirmed": _("The unit above confirmed the appraisal of %(year)s. Please read your result"),
        "letter_typed_in": _("Your question or complaint on paper was typed in: %(what)s"),
        "debriefing_open": _("The debriefing of %(year)s can be read, %(unit)s. You can comment until %(day)s"),
        "debriefing_returned": _("Your debriefing of %(year)s was returned. You can read why"),
        "debriefing_graded": _("The grade of your debriefing of %(year)s was recorded. You can read why"),
        "appraisal_corrected": _("Your grade of %(year)s was decided anew. You can read why"),
        "appraisal_objection_answered": _("Your objection in the appraisal of %(year)s is answered. You can read why"),
        "decision_recorded": _("Recorded about you: %(decision)s, document of %(day)s. You can read it here"),
        "decision_corrected": _("Corrected: %(decision)s, document of %(day)s. You can read why"),
        "decision_revoked": _("Revoked: %(decision)s, document of %(day)s. It counts for nothing"),
        "decision_lifted": _("No longer in effect from %(day)s: %(decision)s"),
        "letter_made": _("%(member)s writes: %(what)s. Your answer is due by %(day)s"),
        "letter_due": _("Reminder: an answer to “%(what)s” of %(member)s is due by %(day)s"),
        "letter_overdue": _("Overdue: the answer to “%(what)s” of %(member)s was due on %(day)s"),
        "letter_late_above": _("Not answered in time below you: “%(what)s” of %(member)s, due on %(day)s"),
        "letter_answered": _("Answered: %(what)s. Does this answer it? If not, you can pass it up once"),
        "letter_late": _("“%(what)s” was not answered in time; %(unit)s sees it now as well"),
        "warning_found": _("In time: %(warning)s. See what helps"),
        "warnings_found": _("In time: %(warning)s, and more (%(count)s together). See what helps"),
        "warnings_desk": _("New warnings in your units: %(count)s. See who needs help"),
        "case_ordered": _("Order for you: %(what)s (%(unit)s). Your reply is due by %(day)s"),
        "case_about_you": _("A case about you was opened: %(what)s. You can read it and add your own words"),
        "case_due": _("Reminder: your reply to “%(what)s” is due by %(day)s"),
        "case_late": _("Overdue: your reply to “%(what)s” was due on %(day)s; the unit above sees it now"),
        "case_late_above": _("Not replied to in time below you: “%(what)s” (%(unit)s), due on %(day)s"),
        "case_replied": _("Replied: %(what)s (%(unit)s). Another person than the one who replied checks it"),
        "case_returned": _("Returned to you: %(what)s. Your reply is due by %(day)s; you can read why"),
        "case_extended": _("You have more time for “%(what)s”: until %(day)s"),
        "case_closed": _("Checked and closed: %(what)s (%(unit)s)"),
        "case_closed_about_you": _("The case about you is over: %(what)s. You can read how"),
        "case_called_off": _("Called off, nothing is left to do: %(what)s (%(unit)s)"),
        "case_said": _("The member concerned has added words: %(what)s (%(unit)s)"),
        "accountability_opened": _("An accountability file was opened (%(unit)s). You are heard; read it here"),
        "accountability_step": _("A new step in the accountability file of %(unit)s. You can read it here"),
        "weak_unit_listed": _("%(unit)s was put on the list of units that need help. You can read why"),
        "weak_unit_not_yet": _("%(unit)s was checked and stays on the list for now. You can read why"),
        "weak_unit_accepted": _("%(unit)s was checked and is off the list"),
        "help_step_given": _("A step of help for %(unit)s is yours: %(what)s, by %(day)s"),
        "service_put_down": _("Signed up for you: %(what)s, %(moment)s %(place)s"),
        "service_moved_up": _("A place is free and yours: %(what)s, %(moment)s %(place)s"),
        "service_tomorrow": _("Tomorrow: %(what)s, %(moment)s %(place)s. Cannot come? Sign off before it begins"),
        "service_changed": _("Changed: %(what)s is now on %(moment)s %(place)s"),
        "service_cancelled": _("Cancelled: %(what)s, %(moment)s. %(reason)s"),
        "service_corrected": _("The host corrected what is recorded of you: %(what)s, %(day)s"),
        "registration_asked": _("%(member)s registers with %(unit)s. Please confirm"),
        "registration_confirmed": _("%(unit)s confirmed that you are registered there"),
        "registration_declined": _("%(unit)s did not confirm your registration: %(reason)s"),
        "wish_claimed": _("Recorded for you: you take on “%(what)s”"),
        "wish_fulfilled": _("The person helped confirmed it: %(what)s"),
        "wish_returned": _("Not fulfilled yet: %(what)s. %(reason)s"),
        "wish_closed": _("No longer needed, nothing is held against you: %(what)s. %(reason)s"),
        "need_made": _("%(member)s relays a need: %(what)s. Your answer is due by %(day)s"),
        "need_taken_up": _("The need that you relayed was taken up: %(what)s"),
        "need_not_taken_up": _("The need that you relayed was not taken up: %(what)s. You can read why"),
        "pair_made": _("You help %(who)s from now on, as a pair"),
        "pair_made_for": _("%(who)s helps you from now on, as a pair"),
        "pair_ended": _("The pair with %(who)s has ended"),
        "care_missed": _("Not done for %(count)s members in the period that ended: %(fact)s. Wrong? You can object"),
        "entry_not_done": _("Recorded about you as not so: %(fact)s, %(day)s. Wrong? You can object here"),
        "entry_taking_points": _("An entry about you was recorded: %(fact)s, %(day)s. Wrong? You can object here"),
        "follow_up": _("To do by %(day)s: %(what)s"),
        "leave_asked": _("%(member)s asks for leave from %(meeting)s, %(moment)s"),
        "leave_granted": _("Leave granted: %(meeting)s, %(moment)s"),
        "leave_refused": _("Leave not granted: %(meeting)s, %(moment)s. You can read why"),
        "sign_in_asked": _("%(member)s of %(unit)s cannot sign in and asks for help"),
        "fact_corrected": _("An entry about you was corrected: %(fact)s, %(day)s"),
    }


def filled(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with a rule's and a kind's names in the reader's language."""
    found = dict(facts)
    for word in ("line", "meeting"):
        if isinstance(title := found.get(word), dict):
            found[word] = title["zh"] if terms.is_chinese() else title["en"]
    if "verdict" in found:
        found["verdict"] = Proof.Verdict(found["verdict"]).label
    if "moment" in found:
        found["moment"] = terms.said_moment(datetime.fromisoformat(found["moment"]))
    if "day" in found:
        found["day"] = terms.said_day(date.fromisoformat(found["day"]))
    if isinstance(month := found.get("month"), str):
        found["month"] = terms.period(month)
    if isinstance(period := found.get("period"), str):
        found["period"] = terms.period(period, with_year=True)
    if found.get("provisional"):
        found["day"] = _("%(day)s (provisional)") % {"day": found["day"]}
    return found | _of_rules(found)


def _of_rules(found: Mapping[str, Any]) -> dict[str, str]:
    """What the rules call a kind of entry and a kind of talk."""
    named = dict[str, str]()
    if "talk" in found:
        named["talk"] = _talk_title(found["talk"])
    if "step" in found:
        rule = the_scheme().probation
        step = rule.steps.get(found["step"]) if rule else None
        named["step"] = terms.text(step.title) if step else found["step"]
    if "decision" in found:
        rules = the_scheme().decisions
        decided = rules.kinds.get(found["decision"]) if rules else None
        named["decision"] = terms.text(decided.title) if decided else found["decision"]
    if "warning" in found:
        warned = the_scheme().warnings
        sign = warned.kinds.get(found["warning"]) if warned else None
        named["warning"] = terms.text(sign.title) if sign else found["warning"]
    if "kind" in found:
        named["fact"] = fact_title(found["kind"], the_scheme(), "zh" if terms.is_chinese() else "en")
    return named


def _talk_title(word: str) -> str:
    """A kind of talk in the reader's language."""
    title = talk_queries.title_of(word, the_scheme())
    return terms.text(title) if title is not None else word

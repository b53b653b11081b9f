"""Which deed records each kind of entry of a scheme, as its own sections say, and which only a person writes down."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from goodstanding.engine.scheme.scheme import OWN_DETAILS, MeetingType, Scheme

#: How a kind comes into the ledger: by a deed that records it on the way; by hand, because an office decides it and
#: only paper knows; by hand, where no rule asks for it; by hand, although one does, because no deed records it yet.
Way = Literal["deed", "paper", "unasked", "none"]


@dataclass(frozen=True)
class Deed:
    """What people do anyway, which records a kind of entry.

    section: where the rules say so; screen: where it is done; of: the title of the meeting, or whatever else it is
    done about, so that the same deed about several is said once.
    """

    kind: str
    section: str
    what: str
    screen: str
    of: str = ""


@dataclass(frozen=True)
class CoveredKind:
    """A kind of entry and how it is recorded."""

    kind: str
    way: Way
    deeds: tuple[Deed, ...]


Section = Callable[[Scheme], Iterator[Deed]]


def coverage(scheme: Scheme) -> list[CoveredKind]:
    """Every kind of the scheme, in its order, with the deeds that record it."""
    found = defaultdict[str, list[Deed]](list)
    for section in SECTIONS:
        for deed in section(scheme):
            found[deed.kind].append(deed)
    return [CoveredKind(kind, _way(kind, scheme, found), tuple(found[kind])) for kind in scheme.fact_kinds]


def without_deed(scheme: Scheme) -> list[str]:
    """The kinds that rules ask for and that no deed records yet."""
    return [covered.kind for covered in coverage(scheme) if covered.way == "none"]


def _way(kind: str, scheme: Scheme, found: Mapping[str, list[Deed]]) -> Way:
    if found[kind]:
        return "deed"
    if scheme.fact_kinds[kind].recorded_by is not None:
        return "paper"
    asked_for = any(rule.kind == "base" and kind in rule.facts for rule in scheme.indicators)
    return "none" if asked_for else "unasked"


def _confirmed(scheme: Scheme) -> Iterator[Deed]:
    for kind, rule in scheme.fact_kinds.items():
        if rule.confirms is None:
            continue
        if rule.confirms in OWN_DETAILS:
            yield Deed(kind, "fact_kinds: confirms", "the member confirms it with one tap", "Home, To do")
        else:
            what = f"the member confirms {rule.confirms}, or objects to it"
            yield Deed(kind, "fact_kinds: confirms", what, "Home, To do")


def _met(scheme: Scheme) -> Iterator[Deed]:
    for word, meeting in scheme.meetings.items():
        title = meeting.title.en
        yield Deed(
            meeting.fact, f"meetings: {word}: fact", "check-in or roll, written when it is closed", "The roll", title
        )
        yield from _of_meeting(word, meeting)


_SAYS = {"came": "who came", "on_time": "who came, in time or late", "leave_asked": "who was away, with leave or not"}


def _of_meeting(word: str, meeting: MeetingType) -> Iterator[Deed]:
    title = meeting.title.en
    for one in meeting.also:
        yield Deed(
            one.fact, f"meetings: {word}: also", f"{_SAYS[one.says]}, written when it is closed", "The roll", title
        )
    for asked in meeting.asked:
        yield Deed(asked.fact, f"meetings: {word}: asked", "ticked when it is closed", "Close the meeting", title)
    if meeting.made_up is not None:
        what = "a member who missed it has caught up"
        yield Deed(meeting.made_up.fact, f"meetings: {word}: made_up", what, "The meeting", title)
    for guest in meeting.guests:
        yield Deed(guest.fact, f"meetings: {word}: guests", "a guest came", "The roll", title)
    for kind in meeting.unit_facts:
        yield Deed(kind, f"meetings: {word}: unit_facts", "held, of the unit", "Close the meeting", title)
    for held in meeting.office_facts:
        what = f"held, of {', '.join(held.offices)}"
        yield Deed(held.fact, f"meetings: {word}: office_facts", what, "Close the meeting", title)
    if meeting.minutes is not None:
        what = f"minutes saved, or {meeting.minutes.within_days} days over"
        yield Deed(meeting.minutes.fact, f"meetings: {word}: minutes", what, "The minutes; the daily job", title)


def _answered(scheme: Scheme) -> Iterator[Deed]:
    if scheme.objections is not None:
        what = f"an objection is ruled on, or falls due, of {', '.join(scheme.objections.offices)}"
        yield Deed(scheme.objections.fact, "objections", what, "Objections; the daily job")


_ASSIGNED = {
    "answered": ("a member accepts, or declines with a reason", "My assignments"),
    "done": ("the work is accepted, or said not to be done", "The assignment"),
    "on_time": ("the work is accepted: in time, or late", "The assignment"),
    "quality": ("the work is accepted with a quality", "The assignment"),
    "joined": ("the work is accepted", "The assignment"),
    "refused": ("a person decides that it was refused", "The assignment"),
    "lapsed": ("a person decides that it lapsed unanswered", "The assignment"),
}


def _assigned(scheme: Scheme) -> Iterator[Deed]:
    for word, kind in scheme.assignments.items():
        for key, fact in kind.facts().items():
            what, screen = _ASSIGNED[key]
            yield Deed(fact, f"assignments: {word}: {key}", what, screen, kind.title.en)


def _studied(scheme: Scheme) -> Iterator[Deed]:
    study = scheme.study
    if study is None:
        return
    if study.hours is not None:
        what = "a course is passed, or a session is recorded, that is worth class hours"
        yield Deed(study.hours.fact, "study: hours", what, "Study")
    for key, fact in (("taken", study.quiz.taken), ("score", study.quiz.score)):
        if fact is not None:
            what = "a member hands a quiz in, or answers on paper are entered"
            yield Deed(fact, f"study: quiz: {key}", what, "My study; Study")
    for word, course in study.courses.items():
        if course.fact is not None:
            what = "passed by its quiz or by the word of the person who teaches"
            yield Deed(course.fact, f"study: courses: {word}", what, "My study; Study", course.title.en)
    for word, session in study.sessions.items():
        if session.fact is not None:
            what = "recorded about those who took part" if session.marks is None else "each result, in one list"
            yield Deed(session.fact, f"study: sessions: {word}", what, "Study", session.title.en)


_DEEDS = {
    "registered": ("made by a member, or typed in from paper", "Pledges and suggestions; Initiative"),
    "fulfilled": ("a person decides that an item is fulfilled, or that it is not", "Initiative"),
    "made": ("made by a member, or typed in from paper", "Pledges and suggestions; Initiative"),
    "adopted": ("adopted", "Initiative"),
    "taken_up": ("the proposed topic is put on an agenda", "The meeting; Initiative"),
    "kept": ("confirmed once a period, in one list of all who hold a post", "Initiative"),
}


def _began(scheme: Scheme) -> Iterator[Deed]:
    rules = scheme.initiative
    if rules is None:
        return
    titles: dict[tuple[str, ...], str] = {("posts", word): rule.title.en for word, rule in rules.posts.items()}
    if rules.suggestions is not None:
        titles["suggestions",] = rules.suggestions.title.en
    for place, fact in rules.facts().items():
        what, screen = _DEEDS[place[-1]]
        yield Deed(fact, f"initiative: {': '.join(place)}", what, screen, titles.get(place[:-1], ""))


_PAID = {
    "on_time": "the month is settled: in time, by a waiver, or late",
    "in_full": "the month is settled",
    "confirmed": "the member confirms the band and the amount, or the branch types it in",
    "cleared": "arrears are paid within the months that the rules name",
    "overdue": "a person records it with a reason, so many days after a reminder",
    "public": "the totals of a month are posted to the members of the branch",
}
_PAID_ON = {"confirmed": "My dues; Dues", "overdue": "Dues", "public": "Dues"}


def _paid(scheme: Scheme) -> Iterator[Deed]:
    for place, fact in scheme.dues.facts().items() if scheme.dues else ():
        screen = _PAID_ON.get(place[0], "Dues; the bank statement")
        yield Deed(fact, f"dues: {place[0]}", _PAID[place[0]], screen)


_CARED = {
    "held": ("both sides confirm it", "Talks and contact"),
    "given": ("the member who was helped confirms it", "Talks and contact"),
    "kept": ("contact is recorded for the member, or said by the member where the rules let them", "Talks and contact"),
    "duty": ("it took place, of the people in office", "Talks and contact"),
    "reported": ("a long absence is reported before it begins", "Talks and contact"),
    "in_time": ("a transfer is agreed by all in time", "Transfers"),
    "reported_in": ("the member, or the receiving branch, says that they reported in", "Talks and contact"),
}


def _cared(scheme: Scheme) -> Iterator[Deed]:
    rules = scheme.care
    if rules is None:
        return
    titles: dict[tuple[str, ...], str] = {("talks", word): rule.title.en for word, rule in rules.talks.items()}
    titles |= {("helps", word): rule.title.en for word, rule in rules.helps.items()}
    titles |= {("contacts", word): rule.title.en for word, rule in rules.contacts.items()}
    for place, fact in rules.facts().items():
        what, screen = _CARED[place[-1]]
        yield Deed(fact, f"care: {': '.join(place)}", what, screen, titles.get(place[:2], ""))


def _on_probation(scheme: Scheme) -> Iterator[Deed]:
    rule = scheme.probation
    if rule is None:
        return
    for word, step in rule.steps.items():
        own = step.done_by == "member"
        what = "the member says that it is done, or an office for them" if own else "an office says that it is done"
        screen = "My probation; Probation" if own else "Probation"
        yield Deed(step.fact, f"probation: steps: {word}", what, screen, step.title.en)


_SERVED = {
    "joined": ("the host confirms who took part", "Service; My service"),
    "hours": ("the host confirms the hours of each", "Service; My service"),
    "no_show": ("the host says that a member who had signed up did not come", "Service"),
    "registered": ("the community confirms that a member registered", "My service; Service"),
    "activity": ("a registered member took part in an activity of the community", "Service"),
    "fulfilled": ("the person helped has confirmed it", "My service; Service"),
    "relayed": ("a member relays it, and an office takes it up", "My service; Service"),
    "helped": ("confirmed once a period, in one list of all pairs", "Service"),
    "made": ("the member records the day, or it is typed in from paper", "My service; Service"),
}


def _served(scheme: Scheme) -> Iterator[Deed]:
    rules = scheme.service
    if rules is None:
        return
    titles = rules.titles()
    for place, fact in rules.facts().items():
        what, screen = _SERVED["joined" if "also" in place else place[-1]]
        title = titles.get(place[:2]) or titles.get(place[:1])
        yield Deed(fact, f"service: {': '.join(place)}", what, screen, title.en if title else "")


def _voted(scheme: Scheme) -> Iterator[Deed]:
    rules = scheme.ballots
    if rules is not None and rules.cast is not None:
        what = "a secret ballot is closed: about each member who voted, never how"
        yield Deed(rules.cast, "ballots: cast", what, "My ballots; Ballots", "")


_APPRAISED = {
    "sheet": ("the member confirms the sheet of the year", "My appraisal"),
    "self": ("the member hands the self-appraisal in, or it is typed in from paper", "My appraisal; Appraisal"),
    "plan": ("a self-appraisal with a plan is handed in", "My appraisal; Appraisal"),
    "mutual": ("the member writes a word to another member, or it is typed in from paper", "My appraisal; Appraisal"),
    "advice": ("such a word says what could be better", "My appraisal; Appraisal"),
    "ballot": ("the ballot is counted, with enough ballots", "Appraisal"),
    "public": ("the ballot is counted, with enough ballots of representatives", "Appraisal"),
    "view": ("the committee writes its view, with a reason", "Appraisal"),
    "grade": ("the unit above confirms the result", "Appraisal"),
}


def _appraised(scheme: Scheme) -> Iterator[Deed]:
    for key, fact in scheme.appraisal.leaves.by_key().items() if scheme.appraisal else ():
        what, screen = _APPRAISED[key]
        yield Deed(fact, f"appraisal: leaves: {key}", what, screen)


_DEBRIEFED = {
    "given": "the person in office hands the report in, or the unit above types it in from paper",
    "grade": "the unit above writes down the grade that a body decided",
}


def _debriefed(scheme: Scheme) -> Iterator[Deed]:
    for place, fact in scheme.debriefing.facts().items() if scheme.debriefing else ():
        yield Deed(fact, f"debriefing: {place[0]}", _DEBRIEFED[place[0]], "Debriefings")


def _decided(scheme: Scheme) -> Iterator[Deed]:
    rules = scheme.decisions
    for place, fact in rules.facts().items() if rules else ():
        assert rules is not None, "there are facts"
        rule = rules.kinds[place[1]]
        again = ", and once more for each further year in which it has effect" if rule.each_year else ""
        what = f"an office writes down what the competent body decided{again}"
        yield Deed(fact, f"decisions: kinds: {place[1]}", what, "Decisions", rule.title.en)


def _written(scheme: Scheme) -> Iterator[Deed]:
    rules = scheme.letters
    for place, fact in rules.facts().items() if rules else ():
        assert rules is not None, "there are facts"
        title = rules.kinds[place[1]].title.en
        yield Deed(fact, f"letters: kinds: {place[1]}", "a member writes and is answered", "My questions", title)


_DUTY = {
    "meetings": ("a period ends: the meetings that were due in it", "The meeting; the monthly job"),
    "notices": ("the notice of a meeting is sent in time, or late", "The meeting; the monthly job"),
    "orders": ("a meeting was asked for from above: in time, or too late", "Plan a meeting; the monthly job"),
    "closing": ("a meeting is closed in time, or late", "Close the meeting; the monthly job"),
    "minutes": ("minutes are saved in time, or late", "The minutes; the monthly job"),
    "objections": ("an objection is ruled on in time, or goes up", "Objections; the monthly job"),
    "suggestions": ("a suggestion is answered in time, or late", "Initiative; the monthly job"),
    "letters": ("a question or a complaint is answered in time, or late", "Questions; the monthly job"),
    "transfers": ("the unit answers a transfer in time, or late", "Transfers; the monthly job"),
    "visits": ("a period ends: which part of the members was contacted", "Talks and contact; the monthly job"),
    "dues_collected": ("a month ends: which part of the members had settled it", "Dues; the monthly job"),
    "dues_posted": ("the totals of a month are posted in time, or late", "Dues; the monthly job"),
    "assignments": ("an assignment is done in time, or late", "The assignment; the monthly job"),
}


def _owed_by_units(scheme: Scheme) -> Iterator[Deed]:
    rules = scheme.unit_duties
    for word, duty in rules.duties.items() if rules else ():
        what, screen = _DUTY[duty.of]
        yield Deed(duty.fact, f"unit_duties: {word}", f"{what}, of the unit", screen)


def _put_right(scheme: Scheme) -> Iterator[Deed]:
    for place, fact in scheme.cases.facts().items() if scheme.cases else ():
        what = "another person closes the case of a unit, of the person in office who put it right"
        yield Deed(fact, f"cases: {place[0]}", what, "Cases")


#: A section of the rules that says what records what has one small function here.
SECTIONS: tuple[Section, ...] = (
    _confirmed, _met, _assigned, _studied, _began, _paid, _cared, _on_probation, _served, _voted, _appraised,
    _debriefed, _decided, _written, _answered, _put_right, _owed_by_units,
)  # fmt: skip

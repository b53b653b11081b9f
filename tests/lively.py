"""A house in which something of everything is going on, so that every address shows something; and all addresses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib import resources
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.appraisal import debriefings
from goodstanding.actions.appraisal import grades as appraisal_grades
from goodstanding.actions.appraisal import objections as grade_objections
from goodstanding.actions.appraisal import rounds as appraisal_rounds
from goodstanding.actions.appraisal import words as appraisal_words
from goodstanding.actions.appraisal.debriefings import Report
from goodstanding.actions.appraisal.words import RemarkText, SelfText
from goodstanding.actions.assignments import answers
from goodstanding.actions.attendance import doubts
from goodstanding.actions.bulletins import bulletins
from goodstanding.actions.care import searches
from goodstanding.actions.check_in import paper_rolls
from goodstanding.actions.decisions import decisions
from goodstanding.actions.initiative import holdings, pledge_items
from goodstanding.actions.ledger import correction_requests
from goodstanding.actions.ledger.change import Change
from goodstanding.actions.meetings import leave as leave_requests
from goodstanding.actions.meetings import meetings, minutes
from goodstanding.actions.meetings.meetings import Particulars
from goodstanding.actions.meetings.minutes import Votes
from goodstanding.actions.operations.attachments import Attached
from goodstanding.actions.people import transfers
from goodstanding.actions.probation import steps as probation_steps
from goodstanding.actions.service import visits, wishes
from goodstanding.actions.study import attempts, banks, papers
from goodstanding.flows.dossiers.making import Making, make_packs
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.flows.roster import exports, jobs
from goodstanding.models import (
    AccountabilityFile,
    AgendaTopic,
    AppraisalRound,
    Appraisee,
    Assignee,
    Assignment,
    AssignmentStep,
    Attempt,
    AttendanceConflict,
    BroughtBank,
    Bulletin,
    CommunityRegistration,
    Contact,
    Correction,
    Course,
    Debriefing,
    Dossier,
    Doubt,
    DutyCase,
    DutyHolding,
    DutyPost,
    EarlyWarning,
    Fact,
    FactImport,
    FollowUp,
    GradeObjection,
    HelpPair,
    HelpStep,
    Job,
    Lesson,
    Letter,
    LongAbsence,
    Meeting,
    MeetingLeave,
    Member,
    MemberDecision,
    Notice,
    Objection,
    PaperQuiz,
    PaperRoll,
    Pledge,
    PledgeItem,
    Post,
    Probation,
    ProbationStep,
    RelayedNeed,
    Remedy,
    Resolution,
    RosterImport,
    Run,
    Search,
    ServiceActivity,
    ServiceVisit,
    Suggestion,
    Talk,
    Transfer,
    WeakUnit,
    Wish,
)  # fmt: skip
from goodstanding.models.cases.accountability import FileState
from goodstanding.queries.assignments.assignments import address_key
from goodstanding.web.ledger.forms import facts as fact_forms
from goodstanding.web.study.forms.lessons import KINDS as LESSON_KINDS
from tests import accountability as accountability_tests
from tests import cases as case_tests
from tests.appraisal import graded, of, on_to
from tests.assignments import given
from tests.attached import PDF
from tests.care import away, classed, sought, talked, touched
from tests.decisions import decided
from tests.decisions import paper as decision_paper
from tests.house import TODAY, House
from tests.initiative import items, pledged, post, proposed, suggested
from tests.initiative import taken as taken_on
from tests.letters import answered, written
from tests.meetings import V, checked_in, closed, opened, said
from tests.months import published
from tests.objected import RULE, absences, objected
from tests.probation import accepted, done, step_of
from tests.rosters import HEADER, as_csv, line
from tests.service import claimed, joined, paired, planned, put_down, registered, relayed, wished
from tests.study import bank, taken, with_files
from tests.study import drafted as drafted_course
from tests.study import given as given_course

ROUTES: dict[str, dict[str, Any]] = yaml.safe_load(
    resources.files("goodstanding.access").joinpath("matrix.yaml").read_text("utf-8")
)["routes"]
TALK = "talk.heart_to_heart"


def everything_goes_on(house: House) -> tuple[Run, list[Fact]]:
    """Two plain members of B111, and what can become of members: for every page at least one thing to show."""
    facts = absences(house)
    run = published(house)
    objected(house, run, facts[1], attachment=Attached("letter.pdf", PDF))
    back = Change(Remedy.REVERSE, None, "It was somebody else.")
    correction_requests.ask(fact=facts[0], what=back, scheme=house.scheme, by=house.viewer("secretary"), at=house.at)
    _moving(house)
    _meeting(house)
    _assignment(house)
    _study(house)
    _initiative(house)
    _announced(house)
    _care(house)
    _probation(house)
    _decided(house)
    _letters(house)
    _cases(house)
    _service(house)
    _appraisal(house)
    _debriefing(house)
    _dossiers(house)
    _brought(house)
    return run, facts


def plain(house: House) -> Member:
    """The other plain member of the branch."""
    return house.members("B111")[4]


def _moving(house: House) -> None:
    for who in ("member", None):
        member = house.member(who) if who else plain(house)
        by = house.viewer(who or "secretary")
        transfers.ask(member=member, to=house.unit("B211"), reason="moving house", by=by, at=house.at)


def _cases(house: House) -> None:
    """Warnings of both plain members, cases with an order and with a reply, and a unit on the list."""
    for who in (house.member(), plain(house)):
        case_tests.warned(house, who=who)
    case_tests.opened(house, by="secretary", owner="committee", member=house.member())
    case_tests.replied(
        house, case_tests.opened(house, by="secretary", owner="committee", member=plain(house)), "committee"
    )
    case_tests.opened(house)
    weak = case_tests.enlisted(house)
    case_tests.planned_step(house, weak)
    accountability_tests.on_to(house, FileState.HEARD)
    accountability_tests.opened(house, by="sub_district_officer", who="", code="B111")


def _meeting(house: House) -> None:
    by, other, at = house.viewer("secretary"), plain(house), house.at
    meeting = opened(house)
    paper_rolls.print_out(meeting=meeting, scheme=house.scheme, by=by, at=at)
    checked_in(house, meeting, "member")
    said(house, meeting, house.member(), V.ABSENT)
    said(house, meeting, other, V.PRESENT)
    doubt = Doubt.objects.create(meeting=meeting, kind="counter", about="one", facts={}, found_at=at)
    doubt.members.set([house.member(), other])
    seen = Doubt.objects.create(meeting=meeting, kind="counter", about="two", facts={}, found_at=at)
    seen.members.set([other])
    doubts.clear(doubt=seen, answer="seen", words="", by=house.viewer("sub_district_officer"), at=at)
    ended = opened(house, "study")
    said(house, ended, house.member(), V.ABSENT)
    said(house, ended, other, V.PRESENT)
    minutes.write(meeting=ended, text="Read.", chair=other, scheme=house.scheme, by=by, at=at)
    minutes.resolve(meeting=ended, text="To read on.", votes=Votes(1, 0, 0), scheme=house.scheme, by=by, at=at)
    minutes.give(meeting=ended, member=other, text="Fetch books", due_on=TODAY + timedelta(days=9), by=by, at=at)
    minutes.give(meeting=ended, member=house.member(), text="Read them", due_on=TODAY + timedelta(days=9), by=by, at=at)
    closed(house, ended)
    _ahead(house)


def _assignment(house: House) -> None:
    """One that is handed in, one that a member asks more time for, and one that nobody answered."""
    at, due_on = timezone.now(), timezone.localdate() + timedelta(days=9)
    for title in ("Count the chairs", "Water the plants"):
        given(house, title=title, at=at, due_on=due_on)
    task = Assignee.objects.get(assignment__title="Count the chairs", member=house.member())
    file = Attached("chairs.pdf", PDF)
    answers.hand_in(assignee=task, text="Forty.", file=file, scheme=house.scheme, by=house.viewer("member"), at=at)
    other = Assignee.objects.get(assignment__title="Water the plants", member=house.member())
    until = due_on + timedelta(days=3)
    answers.ask_for_time(assignee=other, until=until, reason="On a train", by=house.viewer("member"), at=at)


def _study(house: House) -> None:
    """A course with attempts and a paper that was printed, and one in preparation with a file of questions."""
    at, who = timezone.now(), house.viewer("secretary")
    course = given_course(house, at=at)
    with_files(house, course, at=at)
    taken(house, course, at=at)
    attempts.begin(course=course, scheme=house.scheme, by=house.viewer("member"), at=at)
    papers.print_out(course=course, by=who, at=at)
    banks.bring(course=drafted_course(house, at=at), bank=bank(), file_name="b.gift", by=who, at=at)


def _initiative(house: House) -> None:
    """A pledge with a reported item, a suggestion, a topic that is proposed, and a post that is held and offered."""
    at = timezone.now()
    made = pledged(house, at=at)
    first = items(made)[0]
    pledge_items.report(item=first, words="Done.", scheme=house.scheme, by=house.viewer("member"), at=at)
    suggested(house, at=at)
    proposed(house, at=at)
    room = post(house, at=at)
    taken_on(house, room, at=at)
    secretary = house.viewer("secretary")
    holdings.offer(post=room, member=plain(house), until=None, scheme=house.scheme, by=secretary, at=at)


def _announced(house: House) -> None:
    """Something from the branch itself, and something from above."""
    until_on, at = timezone.localdate() + timedelta(days=9), timezone.now()
    for who, code in (("secretary", "B111"), ("sub_district_officer", "S11")):
        words = bulletins.Words("The reading room opens", "On Saturday, at nine.", until_on)
        bulletins.make(unit=house.unit(code), what=words, by=house.viewer(who), at=at)


def _care(house: House) -> None:
    """A talk that waits for the other side, one arranged, contact, an absence, and a search with a step."""
    at, on, day = timezone.now(), timezone.localdate(), timedelta(days=1)
    secretary = house.viewer("secretary")
    talked(house, at=at, on=on - day)
    talked(house, "group_leader", at=at, on=on + day)
    classed(house.member(), "floating")
    touched(house, at=at, on=on)
    away(house, at=at, from_on=on + 9 * day)
    search = sought(house, "group_leader", at=at, since=on - 200 * day)
    searches.take_step(search=search, what="letter", on=on, scheme=house.scheme, by=secretary, at=at)


def _probation(house: House) -> None:
    """A member on probation, with a step that is done and one that was moved."""
    at, on = timezone.now(), timezone.localdate()
    made = accepted(house, on=on - timedelta(days=200), at=at)
    done(house, step_of(made, "report"), "member", at=at)
    to = on + timedelta(days=30)
    by = house.viewer("secretary")
    probation_steps.move(step=step_of(made, "oath"), to=to, reason="Away", scheme=house.scheme, by=by, at=at)


def _dossiers(house: House) -> None:
    making = Making(house.today.year - 1, house.scheme, "en", house.viewer("secretary"), house.at)
    assert [one.sheets for one in make_packs([house.branch], making, lambda _done, _total: None)] == [5]


def _appraisal(house: House) -> None:
    """A round of which the grades are open to the members: with words, a view, and an objection."""
    at, by = timezone.now(), house.viewer("secretary", on=timezone.localdate())
    found = appraisal_rounds.open_round(unit=house.branch, year=at.year, scheme=house.scheme, by=by, at=at)
    on_to(house, found, "mutual", at=at)
    one, other = of(found, house.member()), of(found, house.member("committee"))
    mine: dict[str, Any] = {"scheme": house.scheme, "by": house.viewer("member"), "at": at}
    appraisal_words.hand_in_self(found=one, said=SelfText("A year of work", "Read more"), **mine)
    appraisal_words.remark(author=one, about=other, said=RemarkText("Always there", ""), **mine)
    on_to(house, found, "view", at=at)
    view: dict[str, Any] = {"score": 90, "reason": "Always there", "on": timezone.localdate(), "scheme": house.scheme}
    appraisal_grades.write_view(found=one, by=by, at=at, **view)
    on_to(house, found, "grades", at=at)
    # The plain member is on probation, and is given no grade.
    graded(house, found, {2: "excellent", 3: "qualified", 5: "qualified"}, at=at)
    graded(house, found, {1: "qualified"}, by="committee", at=at)
    on_to(house, found, "publicity", at=at)
    grade_objections.make(about=of(found, house.member("committee")), text="Look again", **mine)


def _debriefing(house: House) -> None:
    """A report with the comment of a member."""
    at, on = timezone.now(), timezone.localdate()
    given: dict[str, Any] = {"scheme": house.scheme, "at": at}
    found = debriefings.hand_in(
        unit=house.branch, member=house.member("secretary"), year=on.year, report=Report("A year in office"),
        by=house.viewer("secretary", on=on), **given,
    )  # fmt: skip
    by = house.viewer("member", on=on)
    debriefings.comment(found=found, text="Always there", author=house.member(), by=by, **given)


def _decided(house: House) -> None:
    """A sanction that was corrected, and an award."""
    at, on = timezone.now(), timezone.localdate()
    days: dict[str, Any] = {"dated_on": on - timedelta(days=9), "informed_on": on - timedelta(days=8)}
    first = decided(house, at=at, **days)
    said = decision_paper(house, **days)
    by = house.viewer("district_officer")
    decisions.correct(decision=first, paper=said, reason="A slip", scheme=house.scheme, by=by, at=at)
    decided(house, "branch", by="secretary", code="B111", who="group_leader", at=at, **days)


def _letters(house: House) -> None:
    """A question that waits, one that is answered, and a complaint that is late."""
    at = timezone.now()
    written(house, at=at)
    answered(house, written(house, who="group_leader", at=at), at=at)
    written(house, "complaint", at=at - timedelta(days=60))


def _service(house: House) -> None:
    """An activity ahead and one that is over, a registration with this branch, wishes, a need, a pair and a visit."""
    at, member, by = timezone.now(), house.viewer("member"), house.viewer("secretary")
    joined(house, planned(house, at=at), at=at)
    over = planned(house, title="Sweep the yard", starts=at - timedelta(days=2), at=at)
    put_down(house, over, plain(house), at=at)
    registered(house, "neighbour", "B111", at=at, by_community="")
    wish = claimed(house, wished(house, at=at), at=at)
    wishes.report(wish=wish, scheme=house.scheme, by=member, at=at)
    wished(house, "A chair", at=at)
    relayed(house, at=at)
    paired(house, at=at)
    visits.record(
        member=house.member(), kind="contact", on=timezone.localdate(), scheme=house.scheme, by=by, at=at
    )  # fmt: skip


def _ahead(house: House) -> None:
    by, at = house.viewer("secretary"), timezone.now()
    what = Particulars(at + timedelta(days=2), at + timedelta(days=2, hours=1), "Hall 3", "Reading", "1. A book")
    meeting = meetings.plan(unit=house.branch, word="study", what=what, scheme=house.scheme, by=by, at=at)
    meetings.notice(meeting=meeting, scheme=house.scheme, by=by, at=at)
    leave_requests.ask(meeting=meeting, words="On a train", scheme=house.scheme, by=house.viewer("member"), at=at)


def _brought(house: House) -> None:
    client = house.client("secretary")
    sheet = as_csv([HEADER, line(house.member().number, house.member().name), line("N1", joined="x")])
    client.post(reverse("roster_import", args=["B111"]), {"file": SimpleUploadedFile("roster.csv", sheet)})
    sent = f"number,kind,value,day\n{house.member().number},talk.heart_to_heart,yes,2016-10-03\n".encode()
    client.post(reverse("fact_import", args=["B111"]), {"file": SimpleUploadedFile("facts.csv", sent)})
    wanted = exports.ExportChoice(unit=house.branch, kind="xlsx", below=True)
    job = jobs.ask_to_export(wanted=wanted, by=house.viewer("secretary"), at=house.at)
    job_runs.run.func(job.key)
    form = {"form": fact_forms.new_key(house.branch), "occurred_on": "2016-10-03", "reference": "Spring meeting"}
    marks = {f"mark-{one.key}": "yes" for one in house.members("B111")[3:]}
    address = f"{reverse('fact_record', args=['B111'])}?about=member&kind={TALK}&everyone=1"
    answer = client.post(address, form | marks)
    assert answer.status_code == 302, "the marks are recorded"


@dataclass(frozen=True)
class Stop:
    """One address to open: its route, and the whole of it."""

    route: str
    address: str

    @property
    def asked(self) -> str:
        """What is asked for, if anything."""
        return parse_qs(urlsplit(self.address).query).get("q", ["-"])[0]

    @property
    def posts(self) -> bool:
        """Whether it takes nothing but forms."""
        return ROUTES[self.route].get("method") == "post"


def stops(house: House) -> list[Stop]:
    """Every address of the house with everything in it that can stand there."""
    found = [one for name in ROUTES for one in _stops_of(name, house)]
    return [*found, *_asked(house)]


def _stops_of(name: str, house: House) -> Iterator[Stop]:
    about = ROUTES[name]["about"]
    if about in {"nothing", "account"}:
        yield Stop(name, reverse(name))
    elif about == "unit":
        for code in ("B111", "S11"):
            yield Stop(name, reverse(name, args=[code, *(["letters"] if name == "unit_duty" else [])]))
    elif about == "member":
        for member in (house.member(), house.member("secretary")):
            more = ["full"] if name == "member_end_class" else []
            yield Stop(name, reverse(name, args=[member.key, *more]))
    elif about == "factor":
        yield Stop(name, reverse(name, args=[1]))
    elif about == "code":
        yield Stop(name, reverse(name, args=["NOTACODE"] if name == "check_in_with" else []))
    else:
        for arguments in _keys(name):
            yield Stop(name, reverse(name, args=arguments))


def _keys(name: str) -> list[list[str]]:
    """What can stand in the address of a route about one thing."""
    if name == "standing_month":
        return [["2016-09"]]
    if name == "standing_line":
        return [["2016-09", RULE]]
    if name == "follow_up_done":
        return [[one.key] for one in FollowUp.objects.all()]
    for start, found in KEYS.items():
        if name.startswith(start):
            return [[str(one)] for one in found()]
    return []


def _of(model: Any, name: str = "key") -> Callable[[], Any]:
    return lambda: model.objects.order_by("pk").values_list(name, flat=True)


#: By how the names of routes begin, the longest first: what stands in their addresses.
KEYS: dict[str, Callable[[], Any]] = {
    "assignment_file": lambda: AssignmentStep.objects.exclude(attachment="").values_list("attachment", flat=True),
    "assignment_from_follow_up": _of(FollowUp),
    "assignment_of": lambda: [address_key(one) for one in Assignee.objects.select_related("assignment", "member")],
    "assignment_act": lambda: [address_key(one) for one in Assignee.objects.select_related("assignment", "member")[:3]],
    "assignment": _of(Assignment),
    "my_assignment": _of(Assignment),
    "meeting_paper_type": _of(PaperRoll, "code"),
    "course_paper_type": _of(PaperQuiz, "code"),
    "course_bank": _of(BroughtBank),
    "course": _of(Course),
    "my_lesson": lambda: Lesson.objects.exclude(file="").values_list("file", flat=True),
    "lesson_captions": lambda: [f"{one.file}.zh" for one in Lesson.objects.exclude(captions_zh="")],
    "lesson_file": lambda: Lesson.objects.exclude(file="").values_list("file", flat=True),
    "my_bulletin": _of(Bulletin),
    "bulletin_new": lambda: [],
    "bulletin": _of(Bulletin),
    "pledge_paper": lambda: [],
    "pledge": _of(Pledge),
    "my_pledge_report": _of(PledgeItem),
    "my_pledge_withdraw": _of(Pledge),
    "suggestion": _of(Suggestion),
    "my_suggestion_withdraw": _of(Suggestion),
    "my_suggestion": _of(Suggestion),
    "topic": _of(AgendaTopic),
    "my_topic": _of(AgendaTopic),
    "my_talk": _of(Talk),
    "my_absence_end": _of(LongAbsence),
    "my_contact": lambda: ["floating"],
    "my_arrival": _of(Transfer),
    "contact_withdraw": _of(Contact),
    "absence_end": _of(LongAbsence),
    "arrival": _of(Transfer),
    "search_f": _of(Search),
    "my_probation_step": _of(ProbationStep),
    "decision_": _of(MemberDecision),
    "case": _of(DutyCase),
    "my_case": _of(DutyCase),
    "my_warning_note": _of(EarlyWarning),
    "weak_unit": _of(WeakUnit),
    "help_step": _of(HelpStep),
    "accountability_file": _of(AccountabilityFile),
    "accountability_step": _of(AccountabilityFile),
    "accountability_correct": _of(AccountabilityFile),
    "my_accountability_file": _of(AccountabilityFile),
    "dossier_file": lambda: Dossier.objects.exclude(kind="sheet").values_list("key", flat=True),
    "letter": _of(Letter),
    "my_letter": _of(Letter),
    "probation_meeting": _of(Probation),
    "probation_committee": _of(Probation),
    "probation_": lambda: _of(ProbationStep)()[:3],
    "probation": _of(Probation),
    "appraisal_objection": _of(GradeObjection),
    "appraisal": _of(AppraisalRound),
    "debriefing_write": lambda: [],
    "debriefing_entries": lambda: [],
    "debriefing_paper": lambda: [],
    "debriefing": _of(Debriefing),
    "my_debriefing": _of(Debriefing),
    "appraisee": _of(Appraisee),
    "my_appraisal_withdraw": _of(GradeObjection),
    "my_appraisal_": _of(Appraisee),
    "activity": _of(ServiceActivity),
    "my_activity": _of(ServiceActivity),
    "registration_act": _of(CommunityRegistration),
    "wish": _of(Wish),
    "my_wish": _of(Wish),
    "need": _of(RelayedNeed),
    "my_need_withdraw": _of(RelayedNeed),
    "pair_end": _of(HelpPair),
    "my_visit_withdraw": _of(ServiceVisit),
    "duty_post": _of(DutyPost),
    "duty_act": _of(DutyHolding),
    "my_post_take": _of(DutyPost),
    "my_post_answer": _of(DutyHolding),
    "study_hours_of_meeting": _of(Meeting),
    "my_course": _of(Course),
    "my_quiz": _of(Attempt),
    "meeting_case": _of(AttendanceConflict),
    "meeting_leave_answer": _of(MeetingLeave),
    "meeting_resolution_correct": _of(Resolution),
    "meeting": _of(Meeting),
    "my_meeting": _of(Meeting),
    "fact_import": _of(FactImport),
    "fact_refusals": _of(FactImport),
    "fact_receipt": lambda: {key.split(":")[1] for key in _of(Fact, "source_key")() if key.count(":") == 2},
    "fact": lambda: _of(Fact, "pk")()[:3],
    "roster_import": _of(RosterImport),
    "roster_refusals": _of(RosterImport),
    "roster_download": _of(Job),
    "job": _of(Job),
    "transfer": _of(Transfer),
    "post_end": _of(Post),
    "notice_read": _of(Notice),
    "doubt_clear": _of(Doubt),
    "run": _of(Run),
    "correction_ask": lambda: _of(Fact, "pk")()[:3],
    "corrections_agree": _of(Objection),
    "correction": _of(Correction),
    "objection": _of(Objection),
    "my_objection": _of(Objection),
    "account_switch": lambda: ["11104"],
    "demo_enter": lambda: ["secretary"],
    "rules_": lambda: [],
    "calendar_feed": lambda: [],
}


def _asked(house: House) -> Iterator[Stop]:
    """Addresses that show more where something is asked for."""
    number = plain(house).number
    for route, args, query in [
        ("search", [], {"q": number[:-1]}),
        ("accounts", [], {"q": number[:-1]}),
        ("roster", ["B111"], {"q": number[:-1]}),
        ("fact_record", ["B111"], {"about": "member", "kind": TALK}),
        ("meeting_plan", ["B111"], {"type": "study"}),
        ("facts", ["B111"], {"month": "2016-09"}),
        ("study_session_new", ["B111"], {"kind": "class"}),
        ("course_new", ["B111"], {"kind": "required"}),
        *[("course_lesson", [one.key], {"kind": kind}) for one in Course.objects.all()[:1] for kind in LESSON_KINDS],
        ("unit_history", ["B111"], {"on": "2016-10-01"}),
        *[("meeting_people", [one.key], {"q": house.member("neighbour").name}) for one in Meeting.objects.all()],
        *[("meeting_people", [one.key], {"q": "21102"}) for one in Meeting.objects.all()],
    ]:
        yield Stop(route, f"{reverse(route, args=args)}?{urlencode(query)}")

"""The report of a year, drafted from the records: sentences with numbers, each with the page where its rows stand.

Every sentence is there in both languages, so that a report can be stored as it was read. What nothing was recorded of
gets no sentence: a report never says that nothing was done.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from goodstanding.engine.period import first_of_year, month_of
from goodstanding.engine.scheme.part import Text
from goodstanding.models import (
    Assignee,
    Attendee,
    Contact,
    DuesObligation,
    DuesPublication,
    Letter,
    Meeting,
    Member,
    Membership,
    Minutes,
    Objection,
    Proof,
    Resolution,
    Suggestion,
    Talk,
    Unit,
)
from goodstanding.models.assignments.moves import AssigneeState
from goodstanding.models.care.moves import TalkState
from goodstanding.queries.unit_duties import standing
from goodstanding.queries.year_end.left import YearAsked

_TOOK_PART = [Proof.Verdict.PRESENT, Proof.Verdict.LATE]


@dataclass(frozen=True)
class ReportSentence:
    """One sentence. topic: a word for it, by which a template can choose; numbers: what it says, by name.

    page: the name of the address at which its rows stand, which takes the unit's code where `of_unit`.
    """

    topic: str
    text: Text
    numbers: Mapping[str, int]
    page: str
    of_unit: bool = True


@dataclass(frozen=True)
class YearlyReport:
    """The draft of a unit's year."""

    unit: Unit
    year: int
    sentences: tuple[ReportSentence, ...]

    def as_text(self, *, chinese: bool) -> str:
        """The whole report in one language, to copy."""
        found = (one.text.zh if chinese else one.text.en for one in self.sentences)
        return "".join(found) if chinese else " ".join(found)


def yearly_report(unit: Unit, asked: YearAsked) -> YearlyReport:
    """The draft of a year, from the records of a unit alone; a handful of statements."""
    found = (sentence for topic in _TOPICS for sentence in topic(unit, asked))
    return YearlyReport(unit, asked.year, tuple(found))


def _say(  # noqa: PLR0917
    topic: str, en: str, zh: str, numbers: Mapping[str, int], page: str, more: Mapping[str, Text] = {},
    of_unit: bool = True,
) -> ReportSentence:  # fmt: skip
    """A sentence with its numbers, and with words that each language has of its own."""
    english = en % {**numbers, **{name: words.en for name, words in more.items()}}
    chinese = zh % {**numbers, **{name: words.zh for name, words in more.items()}}
    return ReportSentence(topic, Text(en=english, zh=chinese), numbers, page, of_unit)


def _listed(named: Iterable[tuple[Text, int]]) -> Text:
    known = list(named)
    return Text(
        en=", ".join(f"{title.en} {count}" for title, count in known),
        zh="、".join(f"{title.zh}{count}次" for title, count in known),
    )


def _people(unit: Unit, asked: YearAsked) -> Iterator[ReportSentence]:
    here = Q(unit=unit)
    came = Membership.objects.filter(here, from_on__range=asked.days).count()
    left = Membership.objects.filter(here, until_on__range=asked.days).count()
    numbers = {"members": Member.objects.filter(here, left_on=None).count(), "came": came, "left": left}
    yield _say(
        "people", "Members now: %(members)s; came in the year: %(came)s; left: %(left)s.",
        "本组织现有成员%(members)s名，年内转入或新加入%(came)s名，转出或离开%(left)s名。", numbers, "roster",
    )  # fmt: skip


def _met(unit: Unit, asked: YearAsked) -> Iterator[ReportSentence]:
    held = Meeting.objects.filter(unit=unit, state=Meeting.State.CLOSED, on__range=asked.days)
    kinds = dict(held.order_by().values_list("type").annotate(n=Count("pk")))
    if not kinds:
        return
    titles = {word: kind.title for word, kind in asked.scheme.meetings.items()}
    named = [(title, kinds[word]) for word, title in titles.items() if word in kinds]
    yield _say(
        "meetings", "Meetings held: %(count)s (%(kinds)s).", "全年召开会议、开展活动%(count)s次（%(kinds)s）。",
        {"count": sum(kinds.values())}, "unit_meetings", {"kinds": _listed(named)},
    )  # fmt: skip
    due = Attendee.objects.filter(meeting__in=held.order_by().values("pk"), role=Attendee.Role.DUE)
    sums = due.aggregate(due=Count("pk"), came=Count("pk", filter=Q(counted__verdict__in=_TOOK_PART)))
    if sums["due"]:
        sums["percent"] = round(100 * sums["came"] / sums["due"])
        yield _say(
            "attendance", "Of %(due)s attendances due, %(came)s took place (%(percent)s %%).",
            "应到%(due)s人次，实到%(came)s人次，出勤率%(percent)s%%。", sums, "unit_meetings",
        )  # fmt: skip
    written = held.filter(Exists(Minutes.objects.filter(meeting=OuterRef("pk")))).count()
    votes = Resolution.objects.filter(meeting__in=held.order_by().values("pk"), replaced_by=None)
    sums = {"written": written, **votes.aggregate(voted=Count("pk"), carried=Count("pk", filter=Q(carried=True)))}
    if written or sums["voted"]:
        yield _say(
            "minutes", "Meetings with minutes: %(written)s; resolutions voted on: %(voted)s, carried: %(carried)s.",
            "形成会议纪实%(written)s份，表决事项%(voted)s项，通过%(carried)s项。", sums, "unit_meetings",
        )  # fmt: skip


def _cared(unit: Unit, asked: YearAsked) -> Iterator[ReportSentence]:
    took_place = [TalkState.SAID, TalkState.CONFIRMED]
    talks = Talk.objects.filter(unit=unit, state__in=took_place, on__range=asked.days)
    sums = talks.aggregate(talks=Count("pk"), people=Count("member", distinct=True))
    if sums["talks"]:
        yield _say(
            "talks", "Talks held: %(talks)s, members reached: %(people)s.",
            "开展谈心谈话%(talks)s次，覆盖%(people)s人。", sums, "unit_care",
        )  # fmt: skip
    made = Contact.objects.filter(unit=unit, withdrawn_at=None, on__range=asked.days)
    sums = made.aggregate(contacts=Count("pk"), people=Count("member", distinct=True))
    if sums["contacts"]:
        yield _say(
            "contacts", "Visits and contacts: %(contacts)s, members reached: %(people)s.",
            "走访、联系成员%(contacts)s次，涉及%(people)s人。", sums, "unit_care",
        )  # fmt: skip


def _paid(unit: Unit, asked: YearAsked) -> Iterator[ReportSentence]:
    months = (first_of_year(month_of(asked.first)), month_of(asked.last))
    rows = DuesObligation.objects.filter(unit=unit, month__range=months)
    sums = rows.aggregate(
        rows=Count("pk"), settled=Count("pk", filter=Q(open=0)), paid=Sum("paid", default=0),
        waived=Sum("waived", default=0),
    )  # fmt: skip
    if not sums["rows"]:
        return
    posted = DuesPublication.objects.filter(unit=unit, month__range=months).values("month").distinct().count()
    numbers = {**sums, "posted": posted}
    yuan = {name: f"{sums[name] / 100:,.2f}" for name in ("paid", "waived")}
    words = {name: Text(en=said, zh=said) for name, said in yuan.items()}
    words["dues"] = asked.scheme.dues.title if asked.scheme.dues else Text(en="dues", zh="会费")
    yield _say(
        "dues",
        "%(dues)s: %(settled)s of %(rows)s monthly payments settled, %(paid)s paid, %(waived)s waived; "
        "months posted: %(posted)s.",
        "应交%(dues)s%(rows)s人月，已结清%(settled)s人月，实交%(paid)s元，减免%(waived)s元，公示%(posted)s个月。",
        numbers, "unit_dues", words,
    )  # fmt: skip


def _answered(unit: Unit, asked: YearAsked) -> Iterator[ReportSentence]:
    made = Suggestion.objects.filter(at_unit=unit, made_on__range=asked.days)
    sums = made.exclude(state=Suggestion.State.WITHDRAWN).aggregate(
        made=Count("pk"), answered=Count("pk", filter=~Q(decided_on=None)),
        adopted=Count("pk", filter=Q(state=Suggestion.State.ADOPTED)),
    )  # fmt: skip
    if sums["made"]:
        yield _say(
            "suggestions", "Suggestions made: %(made)s, answered: %(answered)s, adopted: %(adopted)s.",
            "收到合理化建议%(made)s条，答复%(answered)s条，采纳%(adopted)s条。", sums, "unit_initiative",
        )  # fmt: skip
    written = Letter.objects.filter(at_unit=unit, made_on__range=asked.days)
    sums = written.exclude(state=Letter.State.WITHDRAWN).aggregate(
        written=Count("pk"), in_time=Count("pk", filter=Q(answered_on__lte=F("due_on")))
    )
    if sums["written"]:
        yield _say(
            "letters", "Questions and complaints: %(written)s, answered in time: %(in_time)s.",
            "收到来信%(written)s件，按时答复%(in_time)s件。", sums, "letters", of_unit=False,
        )  # fmt: skip
    doubts = Objection.objects.filter(at_unit=unit, opened_at__date__range=asked.days)
    sums = doubts.exclude(state=Objection.State.WITHDRAWN).aggregate(
        made=Count("pk"), ended=Count("pk", filter=~Q(state__in=Objection.WAITING)),
        upheld=Count("pk", filter=Q(state=Objection.State.UPHELD)),
    )  # fmt: skip
    if sums["made"]:
        yield _say(
            "objections", "Objections made: %(made)s, ruled on: %(ended)s, upheld: %(upheld)s.",
            "受理异议%(made)s件，办结%(ended)s件，其中支持%(upheld)s件。", sums, "objections", of_unit=False,
        )  # fmt: skip


def _worked(unit: Unit, asked: YearAsked) -> Iterator[ReportSentence]:
    given = Assignee.objects.filter(assignment__unit=unit, due_on__range=asked.days)
    sums = given.exclude(state=AssigneeState.WITHDRAWN).aggregate(
        given=Count("pk"), done=Count("pk", filter=Q(state=AssigneeState.DONE))
    )
    if sums["given"]:
        yield _say(
            "assignments", "Assignments that fell due: %(given)s, done: %(done)s.",
            "到期任务%(given)s人次，完成%(done)s人次。", sums, "assignments", of_unit=False,
        )  # fmt: skip


def _own_duties(unit: Unit, asked: YearAsked) -> Iterator[ReportSentence]:
    """The duties of the unit itself, and in plain words those with something missing."""
    found = [one for one in standing.duties(unit, asked.scheme, asked.on) if one.due]
    if not found:
        return
    counted = [one for one in found if not one.by_members]
    numbers = {"due": sum(one.due for one in counted), "in_time": sum(one.in_time for one in counted)}
    yield _say(
        "duties", "Things that fell due for the unit itself: %(due)s, done in time: %(in_time)s.",
        "本组织自身到期事项%(due)s件，按时完成%(in_time)s件。", numbers, "unit_duties",
    )  # fmt: skip
    red = [one.indicator.title for one in found if one.is_red]
    if red:
        names = Text(en=", ".join(title.en for title in red), zh="、".join(title.zh for title in red))
        yield _say(
            "missing", "Not all was in time in: %(names)s.", "未全部按时的项目：%(names)s。",
            {"count": len(red)}, "unit_duties", {"names": names},
        )  # fmt: skip


#: The report, topic by topic.
_TOPICS: tuple[Callable[[Unit, YearAsked], Iterator[ReportSentence]], ...] = (
    _people, _met, _cared, _paid, _answered, _worked, _own_duties,
)  # fmt: skip

"""What is wrong with how a scheme lets people study: facts about the wrong subject, retakes that would cost, kinds that
leave nothing."""

from collections import defaultdict
from collections.abc import Iterator

from goodstanding.engine.scheme import never_scored
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath
from goodstanding.engine.scheme.study import SessionMarks, Study

Finding = tuple[KeyPath, str]
_ONE = 1_000
_BEST = 100_000
#: How scores may be measured, so that a retake, which is only recorded when it is better, never costs anything.
_BEST_COUNTS = ("max", "latest")


def study_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the study of a scheme, each with its place."""
    study = scheme.study
    if study is None:
        return
    yield from _facts(study, scheme)
    yield from _apart(study)
    yield from _scores(study, scheme)
    yield from _hours(study, scheme)
    yield from _people(study, scheme)
    yield from _kinds(study)


def _facts(study: Study, scheme: Scheme) -> Iterator[Finding]:
    about = defaultdict[str, set[str]](set)
    for indicator in scheme.indicators:
        for kind in indicator.facts:
            about[kind].add(indicator.subject)
    for role, where, name in _roles(study):
        most = _most(study, role, where)
        rule = scheme.fact_kinds.get(name)
        if rule is None:
            yield where, f"the fact kind {name} is not declared in fact_kinds"
            continue
        if rule.at_most is not None and rule.at_most < most:
            yield where, f"the fact kind {name} cannot be {most // _ONE}, which is what study writes"
        if rule.at_most is None and _marks(study, role, where) is not None:
            yield where, f"{name} has no at_most, and marks have a best result: give it at_most: {most // _ONE}"
        if name in about and "member" not in about[name]:
            yield where, f"the fact kind {name} is not about a member: the indicators that use it are not"


def _marks(study: Study, role: str, where: KeyPath) -> SessionMarks | None:
    return study.sessions[where[-1]].marks if role == "sessions" else None  # type: ignore[index]


def _most(study: Study, role: str, where: KeyPath) -> int:
    """The largest value that study writes there."""
    marks = _marks(study, role, where)
    if marks is not None:
        return marks.best * _ONE
    return _BEST if role == "score" else _ONE


def _apart(study: Study) -> Iterator[Finding]:
    """Hours, a score, that a quiz was taken, that a course was passed and what a session leaves are five things."""
    said_by = dict[str, str]()
    for role, where, name in _roles(study):
        if said_by.setdefault(name, role) != role:
            yield where, f"the fact kind {name} stands twice; study says one thing once"


def _roles(study: Study) -> Iterator[tuple[str, KeyPath, str]]:
    if study.hours is not None:
        yield "hours", ("study", "hours"), study.hours.fact
    for role, name in (("taken", study.quiz.taken), ("score", study.quiz.score)):
        if name is not None:
            yield role, ("study", "quiz"), name
    for role, kinds in (("courses", study.courses), ("sessions", study.sessions)):
        for word, kind in kinds.items():
            if kind.fact is not None:
                yield role, ("study", role, word), kind.fact


def _scores(study: Study, scheme: Scheme) -> Iterator[Finding]:
    score = study.quiz.score
    for indicator in scheme.indicators:
        if score in indicator.facts and indicator.measure not in _BEST_COUNTS:
            text = (
                f"a retake would move {indicator.code} in other ways than up: it measures the {indicator.measure} of "
                f"{score}, not the max or the latest"
            )
            yield ("study", "quiz"), text


def _hours(study: Study, scheme: Scheme) -> Iterator[Finding]:
    if study.hours is None:
        for kind, words in (("courses", study.courses), ("sessions", study.sessions)):
            for word, course_or_session in words.items():
                if course_or_session.hours:
                    yield ("study", kind, word), "it is worth class hours, and study says no hours"
        return
    for name in study.hours.meetings:
        meeting = scheme.meetings.get(name)
        if meeting is None:
            yield ("study", "hours"), f"{name} is not declared in meetings"
        elif study.hours.fact in {meeting.fact, *(also.fact for also in meeting.also)}:
            yield ("study", "hours"), f"the meeting {name} leaves {study.hours.fact} itself, so it would count twice"


def _people(study: Study, scheme: Scheme) -> Iterator[Finding]:
    for word, course in study.courses.items():
        due = course.due
        for name in (*(due.classes or ()), *due.not_for, *due.welcome):
            if name not in scheme.classes:
                yield ("study", "courses", word, "due"), f"{name} is a class nobody can have: it is not declared"
        if due.classes is not None and not set(due.classes) - set(due.not_for):
            yield ("study", "courses", word, "due"), "nobody is due: every class in classes is also in not_for"
    for word, session in study.sessions.items():
        for name in session.classes or ():
            if name not in scheme.classes:
                yield ("study", "sessions", word), f"{name} is a class nobody can have: it is not declared"


def _kinds(study: Study) -> Iterator[Finding]:
    leaves_quiz = study.quiz.taken is not None or study.quiz.score is not None
    for word, course in study.courses.items():
        where: KeyPath = ("study", "courses", word)
        if course.fact is None and not course.hours and not leaves_quiz:
            yield where, f"the course {word} leaves nothing: give it a fact, class hours, or study a quiz"
        if course.fact is None and course.missed == "zero":
            yield where, f"missed: zero needs the fact that the course {word} leaves"
    for word, session in study.sessions.items():
        if session.fact is None and not session.hours:
            yield ("study", "sessions", word), f"the session {word} leaves nothing: give it a fact or class hours"
        if session.marks is not None and session.fact is None:
            yield (
                ("study", "sessions", word, "marks"),
                "a result needs the fact that carries it: give the session a fact",
            )
    for kind, words in (("course", study.courses), ("session", study.sessions)):
        for word, course_or_session in words.items():
            topic = never_scored.topic_of_name(word) or never_scored.topic_of_title(course_or_session.title)
            if topic is not None:
                text = f"the {kind} {word} is about {topic.topic}, which is never scored: {topic.reason.en}"
                yield ("study", f"{kind}s", word), text

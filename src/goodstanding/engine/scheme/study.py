"""How study is organized: which deed leaves which fact, for whom, and how long members have for it."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from goodstanding.engine.scheme.part import FactKindName, Name, Part, Text, Word

#: What is written about a member who was due and has not passed when a course is closed.
MissedCourse = Literal["nothing", "zero"]


class StudyHours(Part):
    """Class hours, as the number of them that a session or a course is worth.

    minutes: how long a class hour is. meetings: kinds of meeting that are sessions as well, whose hours are recorded
    about those who came.
    """

    fact: FactKindName
    minutes: Annotated[int, Field(ge=1, le=240, strict=True)] = 45
    meetings: tuple[Name, ...] = ()


class StudyDue(Part):
    """Who is due: everyone, or members with one of the classes, and none with a class in `not_for`.

    welcome: classes whose taking part is their own choice; it counts when they do, and nothing is missing when not.
    """

    classes: tuple[Word, ...] | None = None
    not_for: tuple[Word, ...] = ()
    welcome: tuple[Word, ...] = ()

    def is_for(self, classes: frozenset[str]) -> bool:
        """Whether a member with these classes is meant at all."""
        return (self.classes is None or not classes.isdisjoint(self.classes)) and classes.isdisjoint(self.not_for)

    def binds(self, classes: frozenset[str]) -> bool:
        """Whether something is missing when a member with these classes does not take part."""
        return self.is_for(classes) and classes.isdisjoint(self.welcome)


class CourseKind(Part):
    """One kind of course. It is passed by its quiz or by a teacher's word, never by time on a screen.

    fact: about a member who passed, always 1. missed: `zero` also writes 0 about those due who have not passed when
    the course is closed. at_least_days: how long members have for it at least. hours: whether passing it is worth the
    class hours that the course states.
    """

    title: Text
    fact: FactKindName | None = None
    missed: MissedCourse = "nothing"
    at_least_days: Annotated[int, Field(ge=1, le=366, strict=True)] = 14
    due: StudyDue = StudyDue()
    hours: bool = False


class QuizRule(Part):
    """What a quiz leaves: `taken`, 1 however it went, and `score`, 0 to 100, of which a retake only ever improves it.

    pass_at: the score from which the course of the quiz is passed.
    """

    taken: FactKindName | None = None
    score: FactKindName | None = None
    pass_at: Annotated[int, Field(ge=0, le=100, strict=True)] = 60


class MarkWord(Part):
    """One result in words, and the whole number that the entry has for it."""

    title: Text
    value: Annotated[int, Field(ge=0, le=1000, strict=True)]


class SessionMarks(Part):
    """What is said of each member: a number from 0 to `most`, or one of the words. Exactly one of the two is named."""

    most: Annotated[int, Field(ge=1, le=1000, strict=True)] | None = None
    words: dict[Name, MarkWord] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_of_two(self) -> "SessionMarks":
        if (self.most is None) == (not self.words):
            raise ValueError("name most, for a number, or words, for a choice")
        return self

    @property
    def best(self) -> int:
        """The highest value there can be."""
        return self.most if self.most is not None else max(word.value for word in self.words.values())

    def has(self, value: int) -> bool:
        """Whether a value, in thousandths, is such a result."""
        if self.most is not None:
            return 0 <= value <= self.most * 1000
        return any(value == word.value * 1000 for word in self.words.values())


class SessionKind(Part):
    """One kind of session, of help, or of test, that an office-holder records about those who took part.

    fact: about each of them, 1, or the result where there are marks. hours: whether it is worth class hours.
    classes: only about these. marks: what results there are; a member without a result is left out, and nothing is
    said of that member.
    """

    title: Text
    fact: FactKindName | None = None
    hours: bool = False
    classes: tuple[Word, ...] | None = None
    marks: SessionMarks | None = None


class Study(Part):
    """How an organization studies."""

    hours: StudyHours | None = None
    quiz: QuizRule = QuizRule()
    courses: dict[Name, CourseKind] = Field(default_factory=dict)
    sessions: dict[Name, SessionKind] = Field(default_factory=dict)

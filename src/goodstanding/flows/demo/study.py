"""The demonstration's study: a course with a quiz in each quarter of some branches, taken on paper and on phones."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goodstanding.access.roles import Role
from goodstanding.access.viewer import Viewer, viewer_of
from goodstanding.actions.study import attempts, banks, courses, lessons, papers, passes
from goodstanding.actions.study.courses import CourseParticulars
from goodstanding.actions.study.lessons import LessonParticulars
from goodstanding.engine.period import first_day, last_day
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Course, PaperQuiz, Unit
from goodstanding.queries.study import courses as course_queries
from goodstanding.queries.study import quiz
from goodstanding.queries.study.courses import Learner
from goodstanding.quizzes.banks.bank import Bank
from goodstanding.quizzes.banks.gift_read import read_gift
from goodstanding.quizzes.question import Question
from goodstanding.quizzes.shuffle import shown

_SEED = 20161015
#: In how many branches: enough for every page, few enough to be quick.
BRANCHES = 2
_TITLES = ("学习支部工作规定", "会费与组织关系", "组织生活制度", "成员的权利与义务")
_LESSON = (
    "成员大会一般每季度召开一次，支委会一般每月召开一次。\n\n"
    "成员应当按月交纳会费；外出较久的，行前告诉支部。\n\n"
    "学习可以翻书，也可以请教别人；测试次数不限，取最好成绩。"
)
_QUESTIONS = """
::会议::成员大会一般多久召开一次？{=每季度#对，一般每季度一次。 ~每年#一年一次太少了。 ~每周}

::表决::哪些人参加表决？{~%50%正式成员 ~%50%当选的支部书记 ~%-50%列席的群众}

::会费::会费按月交纳。{TRUE#按规定是每月交纳。}

::学时::每名成员每年集中学习培训不少于多少学时？{#32:0}

::外出::外出较久的，行前应当告诉谁？{=支部 =%50%书记####见学习要点第二段。}
"""
_RIGHT = {"会议": 0, "表决": [0, 1], "会费": 0, "学时": "32", "外出": "支部"}
_SHARE = 0.9


@dataclass
class StudyYear:
    """What the making of the study carries along. running: the courses that members have, by branch."""

    scheme: Scheme
    today: date
    zone: ZoneInfo
    chance: random.Random = field(default_factory=lambda: random.Random(_SEED))  # noqa: S311
    running: dict[int, Course] = field(default_factory=dict)
    branches: list[Unit] = field(default_factory=list)
    word: str = ""

    def __post_init__(self) -> None:
        study = self.scheme.study
        found = [word for word, kind in study.courses.items() if kind.missed == "zero"] if study else []
        if study is None or study.quiz.score is None or not found:
            return
        self.word = found[0]
        units = Unit.objects.filter(closed_on=None, numchild=0, members_here__gt=0)
        self.branches = list(units.order_by("code")[:BRANCHES])

    def makes(self, kind: str, unit: int) -> bool:
        """Whether entries of a kind about a branch's members come from here, so that nothing else makes them up."""
        study = self.scheme.study
        if study is None or all(branch.pk != unit for branch in self.branches):
            return False
        return kind in {study.courses[self.word].fact, study.quiz.taken, study.quiz.score}

    def pass_month(self, month: int) -> None:
        """What happens in a month: a course is set in the first one of its quarter, and passed and closed in the last.

        In the running month some have handed it in, and others still have time.
        """
        for branch in self.branches:
            teacher = self._secretary(branch)
            if teacher is None:
                continue
            if branch.pk not in self.running:
                self.running[branch.pk] = self._set(branch, month, teacher)
            course = self.running[branch.pk]
            assert course.due_on is not None
            ends = course.due_on < min(last_day(month), self.today)
            if ends or last_day(month) >= self.today:
                self._take(course, teacher, first_day(month) + timedelta(days=9), _SHARE if ends else _SHARE / 3)
            if ends:
                at = self._at(course.due_on + timedelta(days=1))
                courses.close(course=course, scheme=self.scheme, by=teacher, at=at)
                del self.running[branch.pk]

    def _at(self, day: date) -> datetime:
        """In the evening of a day that is over; of today the first minute."""
        return datetime.combine(min(day, self.today), time(20 if day < self.today else 0), self.zone)

    def _secretary(self, unit: Unit) -> Viewer | None:
        held = Account.objects.filter(posts__unit=unit, posts__role=Role.SECRETARY, posts__until_on=None)
        account = held.order_by("pk").first()
        return viewer_of(account, self.today, verified=True) if account else None

    def _set(self, branch: Unit, month: int, teacher: Viewer) -> Course:
        at, scheme = self._at(first_day(month)), self.scheme
        last = month - month % 3 + 2
        due_on = first_day(last) + timedelta(days=19)
        if last_day(last) >= self.today:
            due_on = max(due_on, self.today + timedelta(days=15))
        what = CourseParticulars(_TITLES[month // 3 % len(_TITLES)], "每人都要掌握的内容。", 2000)
        course = courses.make(unit=branch, word=self.word, what=what, scheme=scheme, by=teacher, at=at)
        lessons.add_lesson(course=course, what=LessonParticulars("学习要点", _LESSON), by=teacher, at=at)
        questions = tuple(found for found in read_gift(_QUESTIONS) if isinstance(found, Question))
        brought = banks.bring(course=course, bank=Bank(questions, ()), file_name="题库.gift", by=teacher, at=at)
        banks.take(brought=brought, only_good=False, by=teacher, at=at)
        courses.set_out(course=course, due_on=due_on, scheme=scheme, by=teacher, at=at)
        return Course.objects.select_related("unit").get(pk=course.pk)

    def _take(self, course: Course, teacher: Viewer, day: date, share: float) -> None:
        """Some members take the quiz: with an account on a phone, without one on paper."""
        at = self._at(day)
        paper = papers.print_out(course=course, by=teacher, at=at)
        learners = course_queries.learners(course, self.scheme, at.date())
        held = Account.objects.filter(member__in=[learner.member for learner in learners])
        accounts = {account.member_id: account for account in held}
        visitor = Account.objects.filter(is_active=True, posts=None).exclude(member=None).order_by("pk").first()
        for learner in learners:
            # The visitor finds something to do.
            waits = share < _SHARE and visitor is not None and learner.member.pk == visitor.member_id
            if learner.has_passed or waits or self.chance.random() >= share:
                continue
            account = accounts.get(learner.member.pk)
            if account is not None:
                self._on_phone(course, viewer_of(account, at.date(), verified=True), at)
            elif self.chance.random() < 0.1:
                passes.pass_by_word(course=course, members=[learner.member], scheme=self.scheme, by=teacher, at=at)
            else:
                self._on_paper(paper, learner, teacher, at)

    def _on_phone(self, course: Course, who: Viewer, at: datetime) -> None:
        attempt = attempts.begin(course=course, scheme=self.scheme, by=who, at=at)
        answers = {place: _RIGHT[one.title] for place, one in enumerate(quiz.questions(course)) if self._knows()}
        attempts.hand_in(attempt=attempt, answers=answers, scheme=self.scheme, by=who, at=at)

    def _on_paper(self, paper: PaperQuiz, learner: Learner, teacher: Viewer, at: datetime) -> None:
        typed = {}
        for number, one in enumerate(shown(quiz.questions(paper.course), paper.seed), start=1):
            answer = _RIGHT[one.question.title]
            places = answer if isinstance(answer, list) else [answer]
            letters = "".join("ABC"[one.choices.index(place)] for place in places if isinstance(place, int))
            typed[number] = (letters or str(answer)) if number == 1 or self._knows() else ""
        papers.type_in(
            paper=paper, member=learner.member, typed=typed, on=at.date(), scheme=self.scheme, by=teacher, at=at
        )

    def _knows(self) -> bool:
        return self.chance.random() < 0.85

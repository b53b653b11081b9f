"""Study on pages: a secretary prepares a course and sees who is missing; a member learns, answers, and reads why.

Pages have the clock of the machine, so what they set lies around today.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goodstanding.actions.people import calendar_feeds
from goodstanding.actions.study import attempts, banks
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.flows.study import jobs
from goodstanding.models import (
    Attempt,
    AttemptRemark,
    BroughtBank,
    Course,
    CourseEnrolment,
    Job,
    MemberClass,
    PaperQuiz,
    RecordView,
    StudySession,
)
from goodstanding.queries.personal.waiting import Waiting
from goodstanding.quizzes.banks.gift_read import read_gift
from goodstanding.web.study.forms.study import MarkField
from tests.house import JOINED, House
from tests.pages import sheets, tags, texts, words
from tests.study import GIFT, bank, drafted, given, left, taken

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def desk(house: House) -> Client:
    """The secretary's browser."""
    return house.client("secretary")


@pytest.fixture
def phone(house: House) -> Client:
    """The member's browser."""
    return house.client("member")


def page(client: Client, name: str, *args: str, query: str = "") -> Any:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200, answer.status_code
    return answer


def send(client: Client, name: str, *args: str, query: str = "", **data: Any) -> Any:
    return client.post(reverse(name, args=args) + query, data)


def now_given(house: House, word: str = "required") -> Course:
    return given(house, word, at=timezone.now())


def test_a_course_is_made_filled_and_set_by_its_pages(house: House, desk: Client) -> None:
    assert "Required course" in words(page(desk, "course_new", "B111"))
    refused = send(desk, "course_new", "B111", query="?kind=required", title="", class_hours="two")
    assert refused.status_code == 422
    assert "Write the hours as a number" in words(refused)
    made = send(desk, "course_new", "B111", query="?kind=required", title="Article 3", class_hours="1.5", form="f1")
    course = Course.objects.get()
    assert (made["Location"], course.class_hours) == (reverse("course", args=[course.key]), 1500)
    assert "There is nothing in it yet" in words(page(desk, "course", course.key))
    send(desk, "course_lesson", course.key, title="Meeting", text="Members meet every quarter.")
    assert "Members meet every quarter" in words(page(desk, "course", course.key))
    early = send(desk, "course_set", course.key, due_on=timezone.localdate().isoformat())
    assert early.status_code == 422
    day = timezone.localdate() + timedelta(days=20)
    send(desk, "course_set", course.key, due_on=day.isoformat())
    course.refresh_from_db()
    assert (course.state, course.due_on) == ("open", day)
    shown = words(page(desk, "course", course.key))
    assert "0 have passed · 5 are missing" in shown
    assert RecordView.objects.filter(member=house.member(), page="study").exists()


def test_a_bank_with_a_faulty_question_is_looked_through_and_the_good_ones_are_taken(
    house: House, desk: Client
) -> None:
    course = drafted(house, quiz="")
    text = f"{GIFT}\n::Broken::Which?{{~a ~b}}\n"
    file = SimpleUploadedFile("bank.gift", text.encode())
    brought = send(desk, "course_bring", course.key, file=file)
    sheet = page(desk, "course_bank", BroughtBank.objects.get().key)
    assert brought["Location"] == sheet.request["PATH_INFO"]
    line = text[: text.index("::Broken")].count("\n") + 1
    assert f"Line {line} · Broken" in words(sheet)
    assert "add up to 0 per cent instead of 100" in words(sheet)
    assert "Take the good ones only" in words(sheet)
    key = BroughtBank.objects.get().key
    send(desk, "course_bank", key)
    assert course.questions.count() == 0
    send(desk, "course_bank", key, do="good")
    assert course.questions.count() == 4
    exported = page(desk, "course_gift", course.key)
    assert [
        question.as_json() for question in read_gift(exported.content.decode()) if hasattr(question, "as_json")
    ] == [one.content for one in course.questions.all()]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<!DOCTYPE q [<!ENTITY a 'b'>]><quiz>&a;</quiz>", "The file holds a document type"),
        (b"", "The submitted file is empty"),
        (b"PK\x03\x04broken", "The workbook is damaged"),
        (b"x" * ((4 << 20) + 1), "larger than 4 MB"),
    ],
)
def test_a_file_that_is_no_bank_is_refused_on_the_page(house: House, desk: Client, content: bytes, says: str) -> None:
    course = drafted(house, quiz="")
    refused = send(desk, "course_bring", course.key, file=SimpleUploadedFile("bank.xml", content))
    assert refused.status_code == 422
    assert says in words(refused), words(refused)
    assert not BroughtBank.objects.exists()


def test_a_member_finds_the_course_reads_answers_and_sees_why(house: House, phone: Client) -> None:
    course = now_given(house)
    assert "The rules" in words(page(phone, "home"))
    assert "The rules" in words(page(phone, "to_do"))
    assert "The rules" in words(page(phone, "my_study"))
    own = words(page(phone, "my_course", course.key))
    assert "Members meet." in own
    assert "How long" not in own
    begun = send(phone, "my_course_begin", course.key)
    attempt = Attempt.objects.get()
    assert begun["Location"] == reverse("my_quiz", args=[attempt.key])
    asked = page(phone, "my_quiz", attempt.key)
    assert "How often are dues paid?" in words(asked)
    assert "Much too rarely" not in words(asked)
    saved = send(phone, "my_quiz_save", attempt.key, q0="1")
    assert saved.content.decode().startswith("Saved at")
    assert [tag["value"] for tag in tags(page(phone, "my_quiz", attempt.key), "input", name="q0", checked=None)] == [
        "1"
    ]
    done = send(phone, "my_quiz", attempt.key, q0="1", q1=["0", "1"], q2="32", q3="0")
    assert done["Location"] == reverse("my_quiz", args=[attempt.key])
    result = words(page(phone, "my_quiz", attempt.key))
    assert "75 of 100" in result
    assert "with other answers" not in result
    send(phone, "my_quiz", attempt.key, q0="0")
    assert "with other answers; those count" in words(page(phone, "my_quiz", attempt.key))
    assert "Much too rarely." in result
    assert "See article 3." in result
    assert left(house.member())["study.required_course"] == [1000]
    assert "The rules" not in words(page(phone, "to_do"))


def test_a_quiz_is_only_for_whom_it_is(house: House, phone: Client) -> None:
    course = now_given(house)
    attempt = attempts.begin(course=course, scheme=house.scheme, by=house.viewer("member"), at=timezone.now())
    for who in ("stranger", "secretary"):
        client = house.client(who)
        assert client.get(reverse("my_quiz", args=[attempt.key])).status_code == 404
        assert send(client, "my_quiz_save", attempt.key, q0="1").status_code == 404
    assert house.client("stranger").get(reverse("my_course", args=[course.key])).status_code == 404
    assert house.client("neighbour").get(reverse("course", args=[course.key])).status_code == 404
    assert phone.get(reverse("course", args=[course.key])).status_code == 404


def test_the_badge_counts_what_the_list_shows(house: House) -> None:
    before = Waiting(house.viewer("member"), house.scheme, timezone.now()).count()
    now_given(house)
    assert Waiting(house.viewer("member"), house.scheme, timezone.now()).count() == before + 1


def test_a_teacher_says_that_a_member_has_passed_and_excuses_another(house: House, desk: Client) -> None:
    course = now_given(house)
    send(desk, "course_members", course.key, member=house.member().key, do="pass")
    send(desk, "course_members", course.key, member=house.member("committee").key, do="excuse")
    assert CourseEnrolment.objects.get(member=house.member()).passed_how == "word"
    shown = words(page(desk, "course", course.key))
    assert "1 has passed · 3 are missing" in shown
    own = send(desk, "course_members", course.key, member=house.member("secretary").key, do="pass")
    assert "yourself" in words(desk.get(own["Location"]))


def test_a_paper_is_printed_and_typed_back_in(house: House, desk: Client) -> None:
    course = now_given(house)
    printed = send(desk, "course_paper", course.key)
    paper = PaperQuiz.objects.get()
    printed_words = " ".join(sheets(printed))
    assert paper.code in printed_words
    assert "How often are dues paid?" in printed_words
    found = desk.get(reverse("course_paper_code"), {"code": paper.code.lower()})
    assert found["Location"] == reverse("course_paper_type", args=[paper.code])
    form = page(desk, "course_paper_type", paper.code)
    asked = texts(form, "label", class_="question-text")
    number = next(n for n, text in enumerate(asked, 1) if "Class hours in a year" in text)
    truth = next(n for n, text in enumerate(asked, 1) if "every quarter" in text)
    today = timezone.localdate().isoformat()
    data = {"member": house.member().key, "on": today, f"line-{number}": "32", f"line-{truth}": "maybe"}
    refused = send(desk, "course_paper_type", paper.code, **data)
    assert refused.status_code == 422
    assert "This is no answer to this question" in words(refused)
    assert send(desk, "course_paper_type", paper.code, **{**data, f"line-{truth}": "T"}).status_code == 302
    assert Attempt.objects.get().score == 50
    assert desk.get(reverse("course_paper_code"), {"code": "NONE"}).status_code == 200


def test_a_session_is_recorded_about_those_who_are_ticked(house: House, desk: Client) -> None:
    assert "Rotation training" in words(page(desk, "study_session_new", "B111"))
    shown = page(desk, "study_session_new", "B111", query="?kind=rotation")
    assert house.member().name in words(shown)
    data = {"on": timezone.localdate().isoformat(), "topic": "Rules", "class_hours": "3.5", "form": "f"}
    nobody = send(desk, "study_session_new", "B111", query="?kind=rotation", **data)
    assert nobody.status_code == 422
    for _again in range(2):
        send(desk, "study_session_new", "B111", query="?kind=rotation", members=[house.member().key], **data)
    assert StudySession.objects.count() == 1
    assert left(house.member()) == {"study.rotation_training": [1000], "study.hours": [3500]}
    assert "Rotation training" in words(page(desk, "unit_study", "B111"))
    empty = words(page(desk, "study_session_new", "B111", query="?kind=brought_home"))
    assert "This is for nobody in this unit" in empty


def test_results_are_written_in_one_list_and_a_member_without_one_is_left_out(house: House, desk: Client) -> None:
    names = ("member", "committee", "secretary")
    for name in names:
        MemberClass.objects.create(member=house.member(name), word="in_service", from_on=JOINED)
    query, field = "?kind=work_appraisal", f"result-{house.member().key}"
    shown = words(page(desk, "study_session_new", "B111", query=query))
    assert "No result" in shown
    assert f"result-{house.member('secretary').key}" not in shown
    data = {"on": timezone.localdate().isoformat(), "topic": "2016", "form": "f", field: ""}
    assert "the result of at least one" in words(send(desk, "study_session_new", "B111", query=query, **data))
    assert send(desk, "study_session_new", "B111", query=query, **{**data, field: "0"}).status_code == 302
    assert left(house.member()) == {"work.appraisal": [0]}
    assert left(house.member("committee")) == {}


@pytest.mark.parametrize(("typed", "mark"), [("87.5", 87_500), ("", None), ("101", "error"), ("many", "error")])
def test_a_result_that_is_a_number_has_its_bounds(typed: str, mark: object) -> None:
    field = MarkField(most=100)
    if mark == "error":
        with pytest.raises(ValidationError, match="from 0 to 100"):
            field.clean(typed)
    else:
        assert field.clean(typed) == mark


def test_an_officer_sees_the_courses_of_every_branch(house: House) -> None:
    course = now_given(house)
    officer = house.client("sub_district_officer")
    assert course.title in words(page(officer, "study"))
    assert course.title in words(page(officer, "course", course.key))


def test_a_course_that_is_closed_says_so_to_the_member(house: House, phone: Client) -> None:
    course = now_given(house)
    Course.objects.filter(pk=course.pk).update(
        state="closed", ended_at=timezone.now(), ended_by=house.account("secretary")
    )
    assert "Not passed" in words(page(phone, "my_study"))
    assert "Take the quiz" not in words(page(phone, "my_course", course.key))


def test_what_is_brought_is_replaced_by_the_next_file(house: House) -> None:
    course, who, at = drafted(house, quiz=""), house.viewer("secretary"), timezone.now()
    first = banks.bring(course=course, bank=bank(), file_name="a", by=who, at=at)
    second = banks.bring(course=course, bank=bank(), file_name="b", by=who, at=at)
    assert list(BroughtBank.objects.all()) == [second] != [first]


def test_a_course_that_waits_is_still_possible_with_its_button_and_stands_in_the_calendar(
    house: House, phone: Client
) -> None:
    course = now_given(house)
    shown = texts(page(phone, "my_record"), "a", href=reverse("my_course", args=[course.key]))
    assert any("Required course" in text and text.endswith("Study") for text in shown), shown
    address = calendar_feeds.make(by=house.viewer("member"), at=timezone.now())
    feed = page(Client(), "calendar_feed", address).content.decode()
    assert "SUMMARY:Due: The rules" in feed
    assert course.due_on is not None
    assert f"DTSTART;VALUE=DATE:{course.due_on:%Y%m%d}" in feed


def test_a_faulty_question_is_withdrawn_where_it_stands_and_everyone_reads_why(house: House, phone: Client) -> None:
    course = now_given(house)
    send(phone, "my_course_begin", course.key)
    attempt = Attempt.objects.get()
    send(phone, "my_quiz", attempt.key, q0="0", q1=["0", "1"], q2="30")
    desk = house.client("secretary")
    link = f"{reverse('course_question', args=[course.key])}?number=3"
    assert link in page(desk, "course", course.key).content.decode()
    assert "Class hours in a year" in words(desk.get(link))
    assert desk.post(link, {"reason": " "}).status_code == 422
    done = words(desk.post(link, {"reason": "The rules say 30."}, follow=True))
    assert "1 member has a better result" in done
    assert "The rules say 30." in done
    assert desk.get(link).status_code == 302, "withdrawn, it is no more to be withdrawn"
    result = words(page(phone, "my_quiz", attempt.key))
    assert "75 of 100" in result
    assert "It was 50 of 100 when you handed it in." in result
    assert "Your answer counts as right: The rules say 30." in result
    own = words(page(phone, "my_course", course.key))
    assert own.count("75 of 100") == 2, "the attempt, and the best result"
    assert "your result is better: The rules" in words(page(phone, "to_do"))
    send(phone, "my_course_begin", course.key)
    again = Attempt.objects.order_by("pk").last()  # begun after the withdrawal
    assert again is not None
    assert "Class hours in a year" not in words(page(phone, "my_quiz", again.key))
    paper = send(desk, "course_paper", course.key)
    assert "(withdrawn)" in " ".join(sheets(paper))


def test_after_very_many_attempts_a_job_withdraws_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    course = now_given(house)
    taken(house, course, {2: "30"}, at=timezone.now())
    monkeypatch.setattr(jobs, "MOST_AT_ONCE", 0)
    link = f"{reverse('course_question', args=[course.key])}?number=3"
    answer = house.client("secretary").post(link, {"reason": "The rules say 30."})
    job = Job.objects.get(kind="question_withdraw")
    assert answer["Location"] == reverse("job", args=[job.key])
    assert not course.withdrawals.exists()
    job_runs.run.func(job.key)
    assert AttemptRemark.objects.get().score == 25
    shown = house.client("secretary").get(answer["Location"])
    assert reverse("course", args=[course.key]) in shown.content.decode()

"""Questions as Moodle writes them in GIFT are read as they are meant, and each faulty one is told with its line."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goodstanding.quizzes.banks.bank import read_bank
from goodstanding.quizzes.banks.gift_read import read_gift
from goodstanding.quizzes.banks.gift_write import write_gift
from goodstanding.quizzes.checks import checked
from goodstanding.quizzes.fault import FaultyQuestion, QuestionFault
from goodstanding.quizzes.question import Pair, Question, QuestionKind, QuizAnswer
from goodstanding.sheets.unreadable import UnreadableSheet

Kind = QuestionKind
WHOLE, THIRD = Fraction(1), Fraction(1, 3)


def only(text: str) -> Question:
    (found,) = read_gift(text)
    assert isinstance(found, Question), found
    return found


def fault_of(text: str) -> QuestionFault:
    (found,) = [found for found in read_gift(text) if isinstance(found, QuestionFault)]
    return found


def test_a_choice_with_title_category_feedback_and_explanation() -> None:
    question = only(
        "\ufeff// exported\n$CATEGORY: $course$/top/Rules/Dues\n\n::Due day::When are dues paid?{\n"
        "=monthly#Right, by the rule.\n~%50%quarterly#Only in exceptions.\n~never\n####See article 10.\n}\n"
    )
    assert question == Question(
        Kind.SINGLE, "When are dues paid?",
        (
            QuizAnswer("monthly", WHOLE, "Right, by the rule."),
            QuizAnswer("quarterly", Fraction(1, 2), "Only in exceptions."),
            QuizAnswer("never"),
        ),
        (), "Due day", "Rules/Dues", "See article 10.",
    )  # fmt: skip


@pytest.mark.parametrize("percent", ["33.33333", "33.333", "33.33", "33.3"])
def test_three_thirds_are_everything_however_they_are_rounded(percent: str) -> None:
    question = only(f"Which?{{~%{percent}%a ~%{percent}%b ~%{percent}%c ~%-100%d}}")
    assert question.kind == Kind.SEVERAL
    assert [answer.share for answer in question.answers] == [THIRD, THIRD, THIRD, -WHOLE]


@pytest.mark.parametrize("text", ["Which?{~=a~b}", "Which?{~b ~=a}", "Which?{\n~ =a#Yes.\n~b\n}"])
def test_a_right_answer_with_both_marks_is_the_right_one(text: str) -> None:
    question = only(text)
    assert question.kind == Kind.SINGLE
    assert {answer.text: answer.share for answer in question.answers} == {"a": WHOLE, "b": Fraction(0)}


def test_an_answer_that_differs_from_another_in_its_capitals_alone_is_that_answer() -> None:
    question = only("Who keeps the minutes?{=The secretary#Right. =the secretary =a secretary =the secretary}")
    assert [answer.text for answer in question.answers] == ["The secretary", "a secretary"]
    assert question.answers[0].feedback == "Right."
    assert fault_of("Who?{=%100%she =%50%She}").text.startswith("Two answers are the same"), "worth less, it is a slip"


def test_what_is_said_to_a_pair_is_no_part_of_it() -> None:
    question = only("What belongs together?{=dues -> treasurer#Yes. =minutes -> secretary \\# 2#No.}")
    assert question.pairs == (Pair("dues", "treasurer"), Pair("minutes", "secretary # 2"))


@pytest.mark.parametrize(
    "gap", ["1:MC:~=on~in", "2:SHORTANSWER:=on", ":NUMERICAL:=2:0", "1:MULTICHOICE_S:=a~b", "SA:=on"]
)
def test_a_text_with_gaps_as_in_cloze_is_told_as_one(gap: str) -> None:
    fault = fault_of(f"::Gaps::Dues are paid {{{gap}}} time, and {{1:SA:=never}} late.")
    assert fault.text.startswith("This is a text with gaps (Cloze), which is not taken.")


@pytest.mark.parametrize(("said", "right"), [("T", "true"), ("TRUE", "true"), ("false", "false"), ("F", "false")])
def test_true_or_false_with_what_is_said_to_either(said: str, right: str) -> None:
    question = only(f"It is so.{{{said}#No, it is otherwise.#Yes, indeed.}}")
    assert {answer.text: answer.share for answer in question.answers}[right] == WHOLE
    assert {answer.share: answer.feedback for answer in question.answers} == {
        WHOLE: "Yes, indeed.", Fraction(0): "No, it is otherwise.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "number", "tolerance"),
    [("3.14:0.01", "3.14", "0.01"), ("1..5", "3", "2"), ("-4", "-4", "0"), ("-5..-1", "-3", "2"), ("=32:1", "32", "1")],
)
def test_a_number_with_a_tolerance_or_a_range(said: str, number: str, tolerance: str) -> None:
    (answer,) = only(f"How many?{{#{said}}}").answers
    assert (answer.text, answer.tolerance, answer.share) == (number, tolerance, WHOLE)


def test_several_numbers_are_worth_what_is_written() -> None:
    question = only("When?{#\n=1921:0#Exactly.\n=%50%1921:2#Nearly.\n~#Look it up.}")
    assert [(answer.text, answer.share) for answer in question.answers] == [
        ("1921", WHOLE), ("1921", Fraction(1, 2)), ("*", Fraction(0)),
    ]  # fmt: skip


def test_pairs_with_a_half_that_misleads() -> None:
    question = only("Match.{=branch -> 支部 =group -> 小组 = -> 总部}")
    assert question.pairs == (Pair("branch", "支部"), Pair("group", "小组"), Pair("", "总部"))
    assert (question.lefts, question.rights) == (("branch", "group"), ("支部", "小组", "总部"))


def test_a_gap_inside_the_sentence() -> None:
    assert only("Dues are paid {=every month =monthly} by everyone.").text == "Dues are paid _____ by everyone."
    assert only("Dues are paid {=every month} by everyone.").kind == Kind.FILL_IN


def test_letters_whose_meaning_is_taken_away() -> None:
    question = only(r"::a\:\:b::What is \{x\} in 1\=1\n and C\:\\dir?{=a\~b\#c =%50%d\=e}")
    assert (question.title, question.text) == ("a::b", "What is {x} in 1=1\nand C:\\dir?")
    assert [answer.text for answer in question.answers] == ["a~b#c", "d=e"]


def test_markup_becomes_plain_text() -> None:
    question = only("[html]<p>Is 1 &lt; 2\\?</p><p>Say <b>so</b>.</p>{=yes#<i>Well</i> done ~no}".replace("\\?", "?"))
    assert (question.text, question.answers[0].feedback) == ("Is 1 < 2?\n\nSay so.", "Well done")
    assert only("[plain]Is <b> a tag?{T}").text == "Is <b> a tag?"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Write about it.{}", "This is an open question"),
        ("A heading and nothing else.", "This text has no answers in braces"),
        ("Never closed?{=a ~b", "A brace opens and is never closed"),
        ("Blank inside?{=a\n\n~b}", "A brace opens and is never closed"),
        ("Twice?{=a ~b} and {=c ~d}", "There are braces inside the answers"),
        ("No right one?{~a ~b}", "The right answers add up to 0 per cent instead of 100"),
        ("Too little?{~%50%a ~%25%b ~c}", "The right answers add up to 75 per cent instead of 100"),
        ("Half at most?{=%50%a =%40%b}", "No answer is right"),
        ("Beyond?{~%150%a ~b =c}", "from −100 to 100 per cent"),
        ("Words?{~%half%a ~b =c}", "“half” is not a percentage"),
        ("Same?{=a ~b ~b}", "Two answers are the same"),
        ("Empty?{=a ~}", "One of the answers is empty"),
        ("Alone?{=a ~%0%}", "One of the answers is empty"),
        ("Before?{maybe =a ~b}", "There is text before the first answer"),
        ("Neither?{perhaps}", "It is not said which answer is right"),
        ("One pair?{=a -> b}", "needs at least two pairs"),
        ("Half a pair?{=a -> b =c -> }", "A pair has only one half"),
        ("No number?{#ten}", "“ten” is not a number"),
        ("Backwards?{#5..1}", "ends before it begins"),
        ("Anything?{=*}", "Whatever is answered would be right"),
        ("{=a ~b}", "Nothing is asked here"),
        ("[html]<img src='x'>What is this?{T}", "shows a picture"),
        (f"{'Long' * 1001}?{{T}}", "longer than 4000 characters"),
        ("Many?{=a " + " ".join(f"~b{n}" for n in range(30)) + "}", "more than 20 answers"),
    ],
)
def test_what_cannot_be_asked_or_marked_is_told_with_its_line(question: str, says: str) -> None:
    fault = fault_of(f"// first\nFine?{{T}}\n\n{question}\n")
    assert says in str(fault)
    assert fault.line == 4


def test_the_good_ones_stay_beside_faulty_ones() -> None:
    found = list(read_gift("One?{T}\n\n::Bad one::Two?{~a ~b}\n\nThree?{F}"))
    assert [getattr(one, "text", "") for one in found if isinstance(one, Question)] == ["One?", "Three?"]
    assert [(one.line, one.name) for one in found if isinstance(one, QuestionFault)] == [(3, "Bad one")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_files_in_every_encoding_that_the_house_reads(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "bank.txt"
    path.write_bytes("::题::支部党员大会多久召开一次？{=每季度 ~每年}\r\n\r\n党费按月交纳。{T}\r\n".encode(encoding))
    bank = read_bank(path)
    assert [question.text for question in bank.questions] == ["支部党员大会多久召开一次？", "党费按月交纳。"]
    assert not bank.faults


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "There are no questions in this file"),
        (b"x" * (4 * 1024 * 1024 + 1), "larger than 4 MB"),
        (b"A?{T}\n\n" * 0 + b"".join(b"Q%d?{T}\n\n" % n for n in range(1001)), "more than 1000 questions"),
    ],
)
def test_files_that_are_none_or_too_large_are_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "bank.gift"
    path.write_bytes(content)
    with pytest.raises(UnreadableSheet, match=says):
        read_bank(path)


TEXTS = st.text(
    st.sampled_from("ab中文 ~=#{}:\\n%*-><[]/$.\n") | st.characters(codec="utf-8"), min_size=1, max_size=12
) | st.sampled_from(["[html]x", "%50%a", "::t::", "//c", "$CATEGORY: a", "####", "T", "a->b", "\\n", "1..5", "<b>x"])
SHARES = st.sampled_from([WHOLE, Fraction(1, 2), THIRD, Fraction(1, 7), Fraction(0), Fraction(-1, 4)])
ANSWERS = st.builds(QuizAnswer, TEXTS, SHARES, st.just("") | TEXTS)
NUMBERS = st.builds(
    QuizAnswer,
    st.decimals(-99, 99, places=2).map(str),
    SHARES,
    st.just("") | TEXTS,
    st.decimals(0, 9, places=1).map(str),
)
MORE = {"title": st.just("") | TEXTS, "category": st.just("") | TEXTS, "feedback": st.just("") | TEXTS}


def of(kind: Kind, answers: st.SearchStrategy[QuizAnswer]) -> st.SearchStrategy[Question]:
    return st.builds(Question, st.just(kind), TEXTS, st.lists(answers, min_size=1, max_size=4).map(tuple), **MORE)


PAIRS = st.lists(st.builds(Pair, TEXTS, TEXTS), min_size=2, max_size=4).map(tuple)
QUESTIONS = st.one_of(
    of(Kind.SINGLE, ANSWERS), of(Kind.SEVERAL, ANSWERS), of(Kind.FILL_IN, ANSWERS), of(Kind.NUMERIC, NUMBERS),
    of(Kind.TRUE_FALSE, st.builds(QuizAnswer, st.sampled_from(["true", "false"]), SHARES, st.just("") | TEXTS)),
    st.builds(Question, st.just(Kind.MATCHING), TEXTS, st.just(()), PAIRS, **MORE),
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(QUESTIONS, max_size=3))
@example(
    [
        Question(
            Kind.SINGLE, "//x", (QuizAnswer("%50%", WHOLE), QuizAnswer("[html]<b>", THIRD, "#")), (), "::", "a/b", "#"
        )
    ]
)
def test_written_as_gift_and_read_again_it_is_the_same_bank(drawn: list[Question]) -> None:
    bank = []
    for question in drawn:
        try:
            bank.append(checked(question))
        except FaultyQuestion:
            continue
    assert list(read_gift(write_gift(bank))) == bank


@given(TEXTS)
def test_no_text_stops_the_reader(text: str) -> None:
    for found in read_gift(f"{text}{{{text}}}\n\n{text}"):
        assert isinstance(found, Question | QuestionFault)

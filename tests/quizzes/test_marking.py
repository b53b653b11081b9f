"""An answer is worth what the question says, in whatever form it was given, and a half-right attempt is half right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.quizzes.banks.gift_read import read_gift
from goodstanding.quizzes.marking import given_of, mark, score
from goodstanding.quizzes.question import Question
from goodstanding.quizzes.shuffle import shown


def question(text: str) -> Question:
    (found,) = read_gift(text)
    assert isinstance(found, Question)
    return found


SINGLE = question("One?{=a#yes ~%50%b ~c#no}")
SEVERAL = question("Some?{~%50%a ~%50%b ~%-50%c}")
TYPED = question("Name?{=Central  Committee =%50%*committee#nearly}")
NUMBER = question("Hours?{#=32:1 =%50%32:4}")
PAIRS = question("Match.{=a -> 1 =b -> 2 =c -> 3 = -> 4}")


@pytest.mark.parametrize(
    ("one", "raw", "percent"),
    [
        (SINGLE, 0, 100), (SINGLE, 1, 50), (SINGLE, 2, 0), (SINGLE, 3, 0), (SINGLE, None, 0), (SINGLE, True, 0),
        (SEVERAL, [0, 1], 100), (SEVERAL, [0], 50), (SEVERAL, [0, 1, 2], 50), (SEVERAL, [2], 0), (SEVERAL, [], 0),
        (TYPED, " CENTRAL committee ", 100), (TYPED, "ｃｅｎｔｒａｌ　committee", 100), (TYPED, "the committee", 50),
        (TYPED, "central", 0), (NUMBER, "32", 100), (NUMBER, " ３３ ", 100), (NUMBER, "29.5", 50), (NUMBER, "ten", 0),
        (NUMBER, "NaN", 0), (PAIRS, [0, 1, 2], 100), (PAIRS, [0, 1, 3], 67), (PAIRS, [0, -1, -1], 33),
        (PAIRS, [0, 1], 0), (PAIRS, "0", 0), (SEVERAL, "0", 0), (TYPED, 0, 0),
    ],
)  # fmt: skip
def test_an_answer_is_worth_what_the_question_says(one: Question, raw: object, percent: int) -> None:
    assert score([one], {0: given_of(one, raw)}) == percent


def test_what_is_said_about_an_answer_comes_with_it() -> None:
    assert mark(SINGLE, 2).why == ("no",)
    assert mark(TYPED, "a committee").why == ("nearly",)
    assert mark(SINGLE, 0).is_right


def test_a_half_percent_is_rounded_up() -> None:
    assert score([SINGLE] * 8, dict.fromkeys(range(5), 0)) == 63
    assert score([], {}) == 0


@settings(max_examples=20)
@given(st.integers(0, 2**31 - 1))
def test_an_attempt_shows_every_question_and_choice_once_and_always_in_the_same_order(seed: int) -> None:
    bank = [SINGLE, SEVERAL, TYPED, PAIRS]
    found = shown(bank, seed)
    assert found == shown(bank, seed)
    assert sorted(one.place for one in found) == [0, 1, 2, 3]
    assert all(sorted(one.choices) == list(range(len(one.question.rights or one.question.answers))) for one in found)


def test_a_stored_question_is_the_same_question() -> None:
    for one in (SINGLE, SEVERAL, TYPED, NUMBER, PAIRS):
        assert Question.from_json(one.as_json()) == one

"""How large a bank of questions may be. Texts are counted in characters."""

#: Bytes of a file; a thousand questions with feedback are a tenth of it.
MOST_BYTES = 4 << 20
MOST_QUESTIONS = 1_000
MOST_TEXT = 4_000
MOST_ANSWER = 1_000
MOST_FEEDBACK = 2_000
MOST_TITLE = 200
MOST_ANSWERS = 20
#: XML: begun elements, and elements inside one another.
MOST_ELEMENTS = 200_000
MOST_DEPTH = 30
#: Digits of a number in a question or an answer.
MOST_DIGITS = 15

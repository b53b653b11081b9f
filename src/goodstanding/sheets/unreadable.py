"""What is wrong with a whole file, so that none of its rows can be read."""


class UnreadableSheet(Exception):
    """A file that cannot be read. text: one sentence in English that says what and what to do; facts: what it names.

    The caller that shows it says the sentence in the reader's language.
    """

    def __init__(self, text: str, **facts: str | int) -> None:
        super().__init__(text % facts if facts else text)
        self.text, self.facts = text, facts


def marked(text: str) -> str:
    """The same text; as `_`, it lets the collector of messages find it."""
    return text

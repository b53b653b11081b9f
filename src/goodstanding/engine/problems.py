"""What is wrong, where, and what to do: the one form in which rules and data are refused."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a file; line 0 where no line can be named."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        location = f"{self.file}:{self.line}" if self.line else self.file
        return f"{location}: {self.message}"


class InputError(Exception):
    """The input cannot be used as it is. The message is one sentence for the user; `faults` name every place."""

    def __init__(self, message: str, faults: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.faults = faults

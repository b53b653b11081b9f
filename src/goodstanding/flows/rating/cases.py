"""Runs a scheme's worked cases. A run has a price of its own, so cases that cannot meet are rated together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from goodstanding.engine.backend import Backend
from goodstanding.engine.cases.compare import differences, found_of
from goodstanding.engine.cases.in_memory import rate_in_memory
from goodstanding.engine.cases.inputs import inputs_of, shift_of, situation
from goodstanding.engine.cases.read import WorkedCase, read_cases
from goodstanding.engine.problems import InputError
from goodstanding.engine.scheme.scheme import Scheme


@dataclass(frozen=True)
class CaseResult:
    """A case and where the run differs from what it expects."""

    name: str
    file: str
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return not self.differences


def run_cases(backend: Backend, scheme: Scheme, folder: Path) -> list[CaseResult]:
    """Runs every case in a scheme's folder, sorted by name. Raises InputError with every fault in a case's file."""
    read = read_cases(folder, scheme)
    if read.faults:
        raise InputError(f"The worked cases in {folder} are not right: {len(read.faults)} fault(s).", read.faults)
    return rate_cases(backend, scheme, read.cases)


def rate_cases(
    backend: Backend, scheme: Scheme, cases: Sequence[WorkedCase], progress: Callable[[int], None] = lambda _: None
) -> list[CaseResult]:
    """Runs cases that are known to be right, sorted by name; `progress` is told how many are done."""
    results: list[CaseResult] = []
    for together in organizations(cases):
        results += _rate_together(backend, scheme, together)
        progress(len(results))
    return sorted(results, key=lambda result: result.name)


def organizations(cases: Sequence[WorkedCase]) -> list[list[WorkedCase]]:
    """Which cases are rated as one organization: those of a month, save where it matters who else is there."""
    alone = [[worked_case] for worked_case in cases if worked_case.case.looks_across]
    others = sorted((one for one in cases if not one.case.looks_across), key=lambda one: one.case.month)
    return [list(group) for _, group in groupby(others, key=lambda one: one.case.month)] + alone


def _rate_together(backend: Backend, scheme: Scheme, together: Sequence[WorkedCase]) -> list[CaseResult]:
    cases = [worked_case.case for worked_case in together]
    with backend.scope():
        inputs = inputs_of(backend, situation(cases, scheme))
        found = found_of(rate_in_memory(backend, inputs, scheme, cases[0].month))
    return [
        CaseResult(one.name, one.file, tuple(differences(one.case, found, shift_of(place))))
        for place, one in enumerate(together)
    ]

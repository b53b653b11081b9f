"""`DATABASE_URL=... python -m benchmarks.study.load PLAN`: the telephones, in turn. Prints what became of them."""

import asyncio
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from benchmarks.checkin.load import _body, _code, _request, _times
from benchmarks.checkin.wire import Wire
from benchmarks.house.pages import PORT

_BOUNDARY = "a-file-of-two-megabytes"
_PDF = b"%PDF-1.4\n" + b"0" * (2 * 1024 * 1024) + b"\n%%EOF\n"
_QUESTIONS = "\n\n".join(f"::Q{n}::How much is {n} and {n}?{{={2 * n} ~{2 * n + 1} ~{2 * n + 2}}}" for n in range(20))
Asked = Callable[[Any], bytes]


def main(plan: dict[str, Any]) -> None:
    """Makes the people, what they hand in, and sends them."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.config.settings"
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415

    from benchmarks.checkin import people  # noqa: PLC0415

    phones = people.phones(settings.ORIGIN, settings.RP_ID)
    quizzes, assignment = _prepare([int(phone.handle) for phone in phones])
    doors: dict[str, Asked] = {
        "check_ins": lambda phone: _request("POST", "/check-in/send/", phone, _body(_code(phone), phone)),
        "quizzes": lambda phone: _form(f"/my/quiz/{quizzes[int(phone.handle)]}/", phone, _answers()),
        "files": lambda phone: _form(f"/my/assignments/{assignment}/", phone, _file(), is_file=True),
    }
    waiting = {name: iter(phones) for name in doors}
    told: dict[str, list[dict[str, Any]]] = {name: [] for name in doors}
    for turn in range(plan["turns"] + 1):
        for name, asked in doors.items():
            line = asyncio.run(_stretch(asked, waiting[name], plan["seconds"], plan["connections"]))
            print(name, line, file=sys.stderr, flush=True)
            if turn:  # The first warms up.
                told[name].append(line)
            _taken[name] += line["taken"]
    print(json.dumps({"turns_of": told, "acknowledged_and_lost": _lost()}))


_taken: Counter[str] = Counter()


async def _stretch(asked: Asked, phones: Iterator[Any], seconds: float, connections: int) -> dict[str, Any]:
    wire, took, statuses = Wire(PORT), list[float](), Counter[str]()
    begun = time.perf_counter()

    async def one_after_another() -> None:
        for phone in phones:
            if time.perf_counter() - begun > seconds:
                return
            at = time.perf_counter()
            answer = await wire.ask(asked(phone))
            statuses[str(answer.status)] += 1
            if answer.status == 200:
                took.append(1000 * (time.perf_counter() - at))

    async with asyncio.TaskGroup() as group:
        for _connection in range(connections):
            group.create_task(one_after_another())
    lasted = time.perf_counter() - begun
    wire.close()
    rate = round(len(took) / lasted, 1)
    return {"taken": len(took), "taken_a_second": rate, "taken_ms": _times(took), "statuses": dict(statuses)}


def _form(path: str, phone: Any, body: bytes, *, is_file: bool = False) -> bytes:
    kind = f"multipart/form-data; boundary={_BOUNDARY}" if is_file else "application/x-www-form-urlencoded"
    head, rest = _request("POST", path, phone, body).split(b"\r\n\r\n", 1)
    # As the script of a phone sends it, so that no page is made for an answer that nobody looks at.
    return head.replace(b"application/json", kind.encode()) + b"\r\nX-Delivery: 1\r\n\r\n" + rest


def _answers() -> bytes:
    return urlencode({f"q{place}": "0" for place in range(20)}).encode()


def _file() -> bytes:
    line = f"--{_BOUNDARY}\r\nContent-Disposition: form-data; name="
    words = (
        f'{line}"text"\r\n\r\nDone.\r\n{line}"attachment"; filename="list.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
    )
    return words.encode() + _PDF + f"\r\n--{_BOUNDARY}--\r\n".encode()


def _prepare(accounts: list[int]) -> tuple[dict[int, str], str]:
    """An open attempt of every member at one quiz of the city, by account, and an assignment that all have accepted."""
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from goodstanding.models import (  # noqa: PLC0415
        Account,
        Assignee,
        Assignment,
        Attempt,
        Course,
        CourseQuestion,
        Unit,
    )
    from goodstanding.quizzes.banks.gift_read import read_gift  # noqa: PLC0415
    from goodstanding.quizzes.question import Question  # noqa: PLC0415

    now, root = timezone.now(), Unit.objects.get(depth=1)
    day, by = timezone.localdate(now), Account.objects.get(pk=accounts[0])
    until = day + timedelta(days=30)
    course = Course.objects.create(
        unit=root, kind="required", title="Sums", state="open", made_at=now, made_by=by, set_on=day, due_on=until,
        set_by=by,
    )  # fmt: skip
    for number, found in enumerate(read_gift(_QUESTIONS), start=1):
        assert isinstance(found, Question)
        CourseQuestion.objects.create(course=course, number=number, content=found.as_json())
    assignment = Assignment.objects.create(
        unit=root, kind="task", title="Count", whom="unit", given_on=day, due_on=until, given_at=now, given_by=by
    )
    members = dict(Account.objects.filter(pk__in=accounts).values_list("pk", "member_id"))
    order = enumerate(members.values())
    made = [Attempt(course=course, member_id=member, seed=seed, begun_at=now) for seed, member in order]
    Attempt.objects.bulk_create(made, batch_size=5_000)
    rows = [
        Assignee(
            assignment=assignment, member_id=member, state="accepted", due_on=until, notified_on=day, answered_on=day
        )
        for member in members.values()
    ]
    Assignee.objects.bulk_create(rows, batch_size=5_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {account: attempt.key for account, attempt in zip(members, made, strict=True)}, assignment.key


def _lost() -> int:
    """How many were acknowledged and are not in the database."""
    from django.conf import settings  # noqa: PLC0415

    from goodstanding.models import AssignmentStep, Attempt  # noqa: PLC0415
    from goodstanding.queries.operations.attachments import path_of  # noqa: PLC0415

    assert settings.DATA
    quizzes = Attempt.objects.filter(score=100).count()
    steps = AssignmentStep.objects.filter(what="handed_in").exclude(attachment="").values_list("attachment", flat=True)
    files = sum(path_of(name, "assignments") is not None for name in islice(steps, None))
    return max(0, _taken["quizzes"] - quizzes) + max(0, _taken["files"] - files)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))

"""The telephones of a city: `DATABASE_URL=... python -m benchmarks.checkin.load PLAN` once the server answers.

An open loop: who comes when is drawn beforehand and does not depend on how fast anybody is answered; the time that is
told runs from the moment they were to come. Only in a phase with `flat_out` the next one comes when the last was
answered, over so many connections: it says what can be taken at most. PLAN is JSON: a list of {"name", "seconds",
"rate" or "flat_out", "page", "port"}. Prints a line of JSON: what became of every phase, and what was kept.
"""

import asyncio
import json
import os
import random
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

from benchmarks.checkin.wire import Answer, Wire


@dataclass
class Phase:
    """A stretch of time with so many check-ins a second. page: each also opens the page that the code leads to.

    is_floor: they go to the floor, which knows nobody's session.
    """

    name: str
    seconds: float
    port: int
    rate: float = 0.0
    flat_out: int = 0
    page: bool = False
    is_floor: bool = False
    came: list[tuple[float, Answer]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """How many were answered how, and how soon; milliseconds."""
        taken = [took for took, answer in self.came if answer.status == 200]
        away = [took for took, answer in self.came if answer.status in {429, 503}]
        statuses = Counter(str(answer.status) for _took, answer in self.came)
        told = {"offered_a_second": self.rate or "flat out", "seconds": round(self.seconds, 1), "page_too": self.page,
                "offered": len(self.came), "taken": len(taken), "taken_a_second": round(len(taken) / self.seconds, 1),
                "statuses": dict(statuses), "taken_ms": _times(taken)}  # fmt: skip
        if away:
            told["turned_away_ms"] = _times(away)
            told["turned_away_without_a_time"] = sum(
                not answer.retry_after.isdecimal() for _took, answer in self.came if answer.status in {429, 503}
            )
        return told


def main(plan: list[dict[str, Any]]) -> None:
    """Makes the people, sends them, and looks at what was kept."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.config.settings"
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415

    from benchmarks.checkin import floor, kept, people  # noqa: PLC0415

    phones = people.phones(settings.ORIGIN, settings.RP_ID)
    floor.prepare((int(one.handle), one.passkey.name, one.passkey.point) for one in phones)
    print(f"{len(phones):,} telephones", file=sys.stderr, flush=True)
    random.Random(3).shuffle(phones)
    phases = [Phase(**one) for one in plan]
    taken = asyncio.run(_all(phases, phones))
    print(json.dumps({"phases": {one.name: one.as_json() for one in phases}, "kept": kept.counts(taken)}))


async def _all(phases: list[Phase], phones: list[Any]) -> set[int]:
    """Gives the members whose check-in the application acknowledged. Nobody goes twice to the same door."""
    to_house, to_floor, taken = iter(phones), iter(phones), set[int]()
    for phase in phases:
        wire = Wire(phase.port)
        run = _flat_out if phase.flat_out else _run
        await run(phase, to_floor if phase.is_floor else to_house, wire, set() if phase.is_floor else taken)
        wire.close()
        print(json.dumps({phase.name: phase.as_json()}), file=sys.stderr, flush=True)
    return taken


async def _flat_out(phase: Phase, phones: Iterator[Any], wire: Wire, taken: set[int]) -> None:
    begun = time.perf_counter()
    until = begun + phase.seconds

    async def one_after_another() -> None:
        while time.perf_counter() < until and (phone := next(phones, None)) is not None:
            await _visit(phase, phone, wire, taken, time.perf_counter())

    async with asyncio.TaskGroup() as group:
        for _connection in range(phase.flat_out):
            group.create_task(one_after_another())
    phase.seconds = time.perf_counter() - begun


async def _run(phase: Phase, phones: Iterator[Any], wire: Wire, taken: set[int]) -> None:
    chance, begun, at = random.Random(phase.name), time.perf_counter(), 0.0
    async with asyncio.TaskGroup() as group:
        while (at := at + chance.expovariate(phase.rate)) < phase.seconds:
            ahead = begun + at - time.perf_counter()
            if ahead > 0:
                await asyncio.sleep(ahead)
            group.create_task(_visit(phase, next(phones), wire, taken, begun + at))
            if ahead <= 0:
                await asyncio.sleep(0)


async def _visit(phase: Phase, phone: Any, wire: Wire, taken: set[int], due: float) -> None:
    code = _code(phone)
    if phase.page:
        answer = await wire.ask(_request("GET", f"/in/{code}/", phone))
        if answer.status != 200:
            phase.came.append((1000 * (time.perf_counter() - due), answer))
            return
    answer = await wire.ask(_request("POST", "/check-in/send/", phone, _body(code, phone)))
    phase.came.append((1000 * (time.perf_counter() - due), answer))
    if answer.status == 200 and json.loads(answer.body)["state"] in {"present", "late"}:
        taken.add(int(phone.handle))


def _code(phone: Any) -> str:
    """What the screen of the meeting shows at this moment."""
    from django.utils import timezone  # noqa: PLC0415

    from goodstanding.access import code_keys  # noqa: PLC0415
    from goodstanding.proofs import venue_code  # noqa: PLC0415

    return venue_code.code(phone.meeting, timezone.now(), code_keys.ours())


def _body(code: str, phone: Any) -> bytes:
    from goodstanding.proofs import venue_code  # noqa: PLC0415
    from goodstanding.proofs.passkey_assertion import text  # noqa: PLC0415

    nonce = secrets.token_bytes(16)
    signed = phone.passkey.assert_(venue_code.challenge(code, member=phone.handle, nonce=nonce))
    return json.dumps({"code": code, "nonce": text(nonce), "assertion": signed, "kept": False}).encode()


def _request(method: str, path: str, phone: Any, body: bytes = b"") -> bytes:
    from django.conf import settings  # noqa: PLC0415

    origin = settings.ORIGIN
    cookies = f"session={phone.session}; csrf={phone.token}; browser={phone.token[:22]}"
    lines = [f"{method} {path} HTTP/1.1", f"Host: {origin.removeprefix('http://')}", f"Cookie: {cookies}",
             "Accept-Language: zh-CN"]  # fmt: skip
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}", f"X-CSRFToken: {phone.token}",
                  f"Origin: {origin}"]  # fmt: skip
    return "\r\n".join([*lines, "", ""]).encode() + body


def _times(took: list[float]) -> dict[str, float]:
    if len(took) < 2:
        return {}
    cuts = quantiles(took, n=1000)
    return {"p50": round(cuts[499], 1), "p95": round(cuts[949], 1), "p99": round(cuts[989], 1),
            "p99_9": round(cuts[998], 1), "most": round(max(took), 1)}  # fmt: skip


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))

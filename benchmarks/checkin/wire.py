"""Requests over loopback by connections that stay open, as the proxy in front of the application keeps them."""

import asyncio
from dataclasses import dataclass

#: As long as a telephone waits for an answer.
PATIENCE_S = 10.0


@dataclass(frozen=True)
class Answer:
    """An answer: its status (0: none came in time), how soon to come again, and what it said."""

    status: int
    retry_after: str = ""
    body: bytes = b""


class Wire:
    """Connections to one port: a free one is used, and where none is, another is opened."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, request: bytes) -> Answer:
        """Sends a request, and gives the answer."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await self._ask(request)
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            return Answer(0)

    async def _ask(self, request: bytes) -> Answer:
        reader, writer = await self._connection()
        good = False
        try:
            writer.write(request)
            answer = await _answer(reader)
            good = True
            return answer
        finally:
            if good:
                self._free.append((reader, writer))
            else:
                writer.close()

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while self._free:
            reader, writer = self._free.pop()
            if not reader.at_eof():  # Else the server has closed it while nobody used it.
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", self._port)

    def close(self) -> None:
        """Closes what is open."""
        for _reader, writer in self._free:
            writer.close()


async def _answer(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    told = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in head[1:])}
    if told.get("transfer-encoding") == "chunked":
        body = b""
        while size := int((await reader.readline()).strip(), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
    else:
        body = await reader.readexactly(int(told.get("content-length", "0")))
    return Answer(int(head[0].split()[1]), told.get("retry-after", ""), body)

"""A clock for tests that stands where it is set. What the house does takes its moment as an argument; pages ask."""

from datetime import datetime
from types import ModuleType

import pytest
from django.utils import timezone

from goodstanding.web.sign_in import session_expiry

_real = timezone.now


class Clock:
    """The clock of the pages, the real one until it is stopped. Days (`timezone.localdate`) go by it as well."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def stop_at(self, moment: datetime, *, of: ModuleType | None = None) -> None:
        """Stops it at a moment, until it is stopped at another; `of` one module of pages alone, the rest goes on."""
        if of is not None:
            self._monkeypatch.setattr(of, "now", lambda: moment)
            return
        if timezone.now is _real:
            # A visit begins by the library's own clock, which is the real one: how long it lasts is asked of the same.
            self._monkeypatch.setattr(session_expiry, "now", _real)
        self._monkeypatch.setattr(timezone, "now", lambda: moment)

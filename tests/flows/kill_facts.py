"""`python -m tests.flows.kill_facts KEY`: writes an import of facts, and is killed when half of it is written."""

import os
import signal
import sys

import django


def main() -> None:
    """Never comes back."""
    django.setup()
    from django.utils import timezone

    from goodstanding.flows.imports import run as import_run
    from goodstanding.flows.ledger.importer import FACTS
    from goodstanding.models import Fact, FactImport
    from goodstanding.sheets.limits import CHUNK

    def kill(done: int, _total: int) -> None:
        assert Fact.objects.count() == CHUNK, "the first half is written by now"
        os.kill(os.getpid(), signal.SIGKILL if done else 0)

    brought = FactImport.objects.get(key=sys.argv[1])
    import_run.write(FACTS, brought=brought, good_only=True, by=None, at=timezone.now(), tell=kill)


if __name__ == "__main__":
    main()

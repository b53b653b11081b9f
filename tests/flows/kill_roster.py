"""`python -m tests.flows.kill_roster KEY`: writes an import, and is killed when half of it is written."""

import os
import signal
import sys

import django


def main() -> None:
    """Never comes back."""
    django.setup()
    from django.utils import timezone

    from goodstanding.flows.roster import importer as importer_flows
    from goodstanding.models import Member, RosterImport

    def kill(done: int, _total: int) -> None:
        assert Member.objects.filter(number="K0").exists(), "the first half is written by now"
        os.kill(os.getpid(), signal.SIGKILL if done else 0)

    brought = RosterImport.objects.get(key=sys.argv[1])
    importer_flows.write(brought=brought, good_only=True, by=None, at=timezone.now(), tell=kill)


if __name__ == "__main__":
    main()

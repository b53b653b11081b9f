"""Opens sessions for a city's people and says who will ask for what: JSON, by page a list of [address, session].

`DATABASE_URL=... python -m benchmarks.house.visits HOW_MANY pages|record`.
"""

import json
import os
import random
import sys
import time
from itertools import cycle, islice
from typing import Any


def main(many: int, what: str) -> None:
    """Prints the visits: `pages` of the house, or members' own `record` of a published month."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.config.settings"
    import django  # noqa: PLC0415

    django.setup()
    found = _record() if what == "record" else _pages(random.Random(2))
    print(json.dumps({name: list(islice(cycle(some), many)) for name, some in found.items()}))


def _record() -> dict[str, list[list[str]]]:
    from goodstanding.models import Account  # noqa: PLC0415

    members = [session_of(one) for one in Account.objects.filter(posts=None).exclude(member=None)]
    return {
        "my standing": [["/my/record/", session] for session in members],
        "my home": [["/home/", session] for session in members],
    }


def _pages(chance: random.Random) -> dict[str, list[list[str]]]:
    from goodstanding.models import Account, Post, Unit  # noqa: PLC0415

    members = [session_of(one) for one in Account.objects.filter(posts=None).exclude(member=None)]
    secretaries = [(post.unit.code, session_of(post.account)) for post in Post.objects.filter(role="secretary")]
    city, district, street = (session_of(Account.objects.get(login=f"officer-{depth}")) for depth in (1, 2, 3))
    root = Unit.objects.get(depth=1).code
    below = list(Unit.objects.filter(depth=2).values_list("code", flat=True))
    texts = [one + other for one in "wlzcyhxsgm" for other in ("j", "xy", "m", "gh")]
    chance.shuffle(texts)
    return {
        "my home": [["/home/", session] for session in members],
        "my record": [["/my/record/data/", session] for session in members],
        "branch roster": [[f"/units/{code}/members/", session] for code, session in secretaries],
        "unit tree, whole city": [["/units/", city]],
        "unit tree, a district opened": [[f"/units/{code}/below/", city] for code in below],
        "unit page, city": [[f"/units/{root}/", city]],
        "unit figures, city": [[f"/units/{root}/figures/", city]],
        "work list, sub-district": [["/desk/", street]],
        "search, city, by initials": [[f"/desk/search/?q={text}", city] for text in texts],
        "search, district, by number": [[f"/desk/search/?q={number:05d}", district] for number in range(1, 60)],
    }


def session_of(account: Any) -> str:
    """Signs somebody in, with a second factor used just now. Gives the session's key."""
    from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    client, now = Client(), time.time()
    client.force_login(account)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": now}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])

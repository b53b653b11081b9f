"""What a server calls: one process of it, with many threads that share a few connections to PostgreSQL.

Most threads wait, for a free slot or for a slow client, and a connection each would be more than PostgreSQL gives.
"""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

from goodstanding.config import memory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")


def _read_all_pages() -> None:
    """So that the first visitor does not wait for it; and what stays for good is not looked through again and again."""
    get_resolver().url_patterns  # noqa: B018
    gc.collect()
    gc.freeze()


def _share_connections() -> None:
    database = connections.settings["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        # A page's connection lives as long as the page, and there may be one for each of the threads.
        database["OPTIONS"] = database["OPTIONS"] | {"init_command": settings.SQLITE.format(cache_kib=4_000)}
    if database["ENGINE"] == "django.db.backends.postgresql":
        database["CONN_MAX_AGE"] = 0
        database["OPTIONS"] = database["OPTIONS"] | {"pool": {"min_size": 1, "max_size": settings.CONNECTIONS}}


memory.bound()
settings.KEPT_FOR_S = 2.0
application = get_wsgi_application()
_share_connections()
_read_all_pages()

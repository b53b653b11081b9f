"""What a server calls: one process of it, with many threads that share a few connections to PostgreSQL.

Most threads wait, for a place or for somebody slow, and a connection each would be more than PostgreSQL gives.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")


def _share_connections() -> None:
    database = connections.settings["default"]
    if database["ENGINE"] == "django.db.backends.postgresql":
        database["CONN_MAX_AGE"] = 0
        database["OPTIONS"] = database["OPTIONS"] | {"pool": {"min_size": 1, "max_size": settings.CONNECTIONS}}


settings.KEPT_FOR_S = 2.0
application = get_wsgi_application()
_share_connections()

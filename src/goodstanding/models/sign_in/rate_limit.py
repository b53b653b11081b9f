"""Rate limits: how many tries are left of what can be guessed: passwords, codes, passkeys."""

from django.db import models


class RateLimit(models.Model):
    """One limit for one account or address. `key` is a keyed digest, so that the table holds no address and no name.

    `full_at` is when all tries will be there again, in milliseconds since 1970. One number is enough: each try moves it
    on, and a try that would move it too far ahead is refused.
    """

    key = models.CharField(max_length=64, primary_key=True)
    full_at = models.BigIntegerField(db_index=True)

"""How hard what is tried at random is tried: some examples at every change, many more in `make thorough`."""

import os

THOROUGH = os.environ.get("THOROUGH") == "1"


def examples(usual: int, *, thorough: int | None = None) -> int:
    """So many usually; ten times as many, or as many as is said, where one is thorough."""
    return (thorough or 10 * usual) if THOROUGH else usual

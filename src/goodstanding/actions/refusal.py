"""Why something was not done, in a sentence for whoever asked."""

from django.utils.functional import Promise


class ActionRefused(Exception):
    """Nothing was changed. `field` is the name of the argument that stands in the way, if it is one."""

    def __init__(self, message: str | Promise, field: str = "") -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field

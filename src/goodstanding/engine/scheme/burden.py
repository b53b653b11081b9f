"""What a scheme says of the burden on units: how many requests from above are enough for a month."""

from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.scheme.part import Part

#: The offices above a unit that can raise its ceiling for a month.
Raising = Literal["secretary", "officer"]


class Burden(Part):
    """The ceiling of a month. It holds the people above, and moves no point.

    requests_a_month: how many assignments and announcements a unit gets from above; the next is refused. raised_by:
    the offices above the unit that can raise it for the month, for what another person sends. minutes_a_month: how much
    of a secretary's time this system may take in a month, as estimated; beyond it, the people above see that it is too
    much. It is a ceiling for those who ask, and never a rating of the secretary.
    """

    requests_a_month: Annotated[int, Field(ge=1, le=100, strict=True)]
    minutes_a_month: Annotated[int, Field(ge=10, le=6000, strict=True)] | None = None
    raised_by: Annotated[tuple[Raising, ...], Field(min_length=1)] = ("officer",)

"""What a scheme says of yearly sheets: whose members have one, who makes and reads them, and who signs on paper."""

from typing import Annotated, Literal

from pydantic import Field

from goodstanding.engine.scheme.part import Part, Text, Word

#: The offices that make the sheets of a unit and read them; a scheme can leave it to some of them.
Filing = Literal["secretary", "officer"]


class Dossiers(Part):
    """The yearly sheets. held_in: the levels of the units whose members have them; made_by: the offices over such a
    unit that make them; signed_by: whose signatures a sheet has a line for.
    """

    title: Text
    held_in: Annotated[tuple[Word, ...], Field(min_length=1)]
    made_by: Annotated[tuple[Filing, ...], Field(min_length=1)] = ("secretary", "officer")
    signed_by: Annotated[tuple[Text, ...], Field(min_length=1, max_length=4)]

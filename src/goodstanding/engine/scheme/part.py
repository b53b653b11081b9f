"""What every piece of a scheme is made of: frozen parts, texts in both languages, and the shapes of names."""

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Name = Annotated[str, StringConstraints(pattern=re.compile(r"^[a-z][a-z0-9_-]*$"))]
Word = Annotated[str, StringConstraints(pattern=re.compile(r"^(?!\.{1,2}$)[^\s;/\\?#%]+$"))]
Code = Annotated[str, StringConstraints(pattern=re.compile(r"^[A-Z][A-Z0-9_]*$"))]
FactKindName = Annotated[str, StringConstraints(pattern=re.compile(r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$"))]
Count = Annotated[int, Field(ge=0, strict=True)]


class Part(BaseModel):
    """A piece of a scheme: frozen, and refusing keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Part):
    """Words on screen in both languages."""

    en: Line
    zh: Line

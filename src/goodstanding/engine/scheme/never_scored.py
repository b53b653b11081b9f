"""What the product refuses to score, as data: a fact kind or a title that names it is refused with the reason."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import TypeAdapter

from goodstanding.engine.scheme.part import Part, Text


class Topic(Part):
    """One thing that may never feed an indicator, the words that give it away, and why."""

    topic: str
    names: tuple[str, ...]
    en: tuple[str, ...]
    zh: tuple[str, ...]
    reason: Text


@cache
def topics() -> tuple[Topic, ...]:
    """The list that comes with the product."""
    raw: Any = yaml.safe_load(
        files("goodstanding.engine.scheme").joinpath("never_scored.yaml").read_text(encoding="utf-8")
    )
    return TypeAdapter(tuple[Topic, ...]).validate_python(raw)


def topic_of_name(kind: str) -> Topic | None:
    """The forbidden topic that a fact kind's name gives away, if any."""
    spelled = "_" + re.sub(r"[.\-_]+", "_", kind.lower()) + "_"
    return next((topic for topic in topics() if any(f"_{word}_" in spelled for word in topic.names)), None)


def topic_of_title(title: Text) -> Topic | None:
    """The forbidden topic that a title gives away in either language, if any."""
    words = re.findall(r"[a-z]+(?:-[a-z]+)*", title.en.lower())
    whole = " " + " ".join(words) + " "
    # A hyphen joins words ("log-ins") or hides one ("photo-taking").
    english = whole + whole.replace("-", " ")
    for topic in topics():
        if any(f" {word} " in english for word in topic.en) or any(word in title.zh for word in topic.zh):
            return topic
    return None

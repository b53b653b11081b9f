"""What is wrong with how a scheme asks for dues: facts that cannot be, tables out of order, classes no member has."""

from collections.abc import Iterator

from goodstanding.engine.period import month_text
from goodstanding.engine.scheme import never_scored
from goodstanding.engine.scheme.checks.left import Finding, left_findings
from goodstanding.engine.scheme.dues import Dues
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.engine.scheme.source import KeyPath


def dues_findings(scheme: Scheme) -> Iterator[Finding]:
    """What is wrong with the dues of a scheme, each with its place."""
    rules = scheme.dues
    if rules is None:
        return
    yield from left_findings("dues", rules.facts(), scheme)
    yield from _tables(rules, scheme)
    topic = never_scored.topic_of_title(rules.title)
    if topic is not None:
        yield ("dues",), f"{rules.title.en} is about {topic.topic}, which is never scored: {topic.reason.en}"


def _tables(rules: Dues, scheme: Scheme) -> Iterator[Finding]:
    months = [table.since for table in rules.tables]
    for index, table in enumerate(rules.tables):
        where: KeyPath = ("dues", "tables", index)
        if index and table.since <= months[index - 1]:
            before, since = month_text(months[index - 1]), month_text(table.since)
            yield (*where, "from"), f"{since} is not after {before}: put the tables in the order of their first months"
        for name, band in table.bands.items():
            for word in band.classes or ():
                if word not in scheme.classes:
                    text = f"{word} is a class nobody can have: it is not declared in classes"
                    yield (*where, "bands", name), text
            if band.most == 0:
                yield (*where, "bands", name), "nobody owes anything in it: leave the band out, or write its amount"

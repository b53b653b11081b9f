"""A small scheme on disk that is right, to break in one place at a time."""

from pathlib import Path

HEAD = """\
name: little
title: {en: Little scheme, zh: 小规则}
effective: {from: 2016-01, until: null}
categories:
  - {code: ORG, title: {en: Meetings, zh: 会议}}
classes:
  full: {en: Full member, zh: 正式成员}
  guest: {en: Guest, zh: 来宾}
fact_kinds:
  meeting.held: {en: At the meeting, zh: 参加会议, at_most: 1}
  study.hours: {en: Hours, zh: 学时}
unit_levels:
  city: {en: City, zh: 市}
unit_types:
  office: {en: Office, zh: 机关}
member:
  bonus_cap: 20
  deduction_cap: 30
  min_attainable: 0
  peer_groups:
    - {name: guests, any_of: [guest]}
    - {name: ordinary}
  min_peers: 2
  bands:
    - {name: high, at_least: 60}
    - {name: low, at_least: 0}
unit: {members_weight: 60, shrink: 1, min_members: 1}
"""

MEETING = """\
code: ORG01
title: {en: Meetings, zh: 会议}
why: {en: To meet., zh: 见面。}
source: The rule.
category: ORG
subject: member
kind: base
facts: [meeting.held]
measure: mean
period: month
due: occurrence
formula: prorata
target: 1
points: 1
"""

HOURS = """\
code: ORG02
title: {en: Study, zh: 学习}
why: {en: To learn., zh: 求知。}
source: The rule.
category: ORG
subject: member
kind: bonus
facts: [study.hours]
measure: sum
period: year
formula: per_unit
points: 0.5
cap: 2
"""

FLAG = """\
code: ORG03
title: {en: Silence, zh: 失联}
why: {en: To ask., zh: 过问。}
source: The rule.
category: ORG
subject: member
kind: flag
facts: [meeting.held]
measure: streak
period: year
target: 6
warn_at: [2, 4]
"""

FILES = {
    "scheme.yaml": HEAD,
    "indicators/org01.yaml": MEETING,
    "indicators/org02.yaml": HOURS,
    "indicators/org03.yaml": FLAG,
}


def write_scheme(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Writes the little scheme with (file, old, new) replacements; returns its folder."""
    texts = dict(FILES)
    for file, old, new in changes:
        assert texts[file].count(old) == 1, f"{old!r} must stand once in {file}"
        texts[file] = texts[file].replace(old, new)
    for file, text in texts.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder

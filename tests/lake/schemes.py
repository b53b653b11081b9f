"""The smallest scheme there can be."""

from goodstanding.engine.scheme.scheme import Scheme


def scheme(kinds: list[str], classes: list[str]) -> Scheme:
    """A scheme that names these kinds of facts and these classes, and rates nothing."""
    text = {"en": "x", "zh": "某"}
    return Scheme.model_validate(
        {
            "name": "small",
            "title": text,
            "effective": {"from": "2016-01", "until": None},
            "categories": [{"code": "ALL", "title": text}],
            "classes": dict.fromkeys(classes, text),
            "fact_kinds": dict.fromkeys(kinds, text),
            "member": {
                "bonus_cap": 20,
                "deduction_cap": 30,
                "min_attainable": 20,
                "peer_groups": [{"name": "everyone"}],
                "min_peers": 10,
                "bands": [{"name": "all", "at_least": 0}],
            },
            "unit": {"members_weight": 60, "shrink": 10, "min_members": 5},
        }
    )

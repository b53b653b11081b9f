"""The measured effect: what is planted is found, a placebo shows none, and too few units like it are said to be."""

import random

from goodstanding.engine.watch.effect import LEAST_ALIKE, Effect, MovedUnit, effect, matched, together


def crowd(chance: random.Random, count: int, drift: int = 150) -> list[MovedUnit]:
    """Units alike that all drift, each by what chance adds; totals in hundredths."""
    found = []
    for _number in range(count):
        before = round(chance.gauss(6500, 120))
        found.append(MovedUnit(20, before, before + drift + round(chance.gauss(0, 100))))
    return found


def treated(chance: random.Random, planted: int) -> tuple[MovedUnit, list[MovedUnit]]:
    others = crowd(chance, 60)
    unit = crowd(chance, 1)[0]
    return MovedUnit(unit.size, unit.before, unit.after + planted), others


def measured(chance: random.Random, planted: int) -> Effect:
    found = effect(*treated(chance, planted))
    assert found is not None
    return found


def test_a_planted_effect_is_found_and_a_placebo_shows_none() -> None:
    chance = random.Random(7)
    planted = [measured(chance, 600) for _case in range(60)]
    assert sum(one.is_clear for one in planted) >= 57
    assert abs(sum(one.estimate for one in planted) / 60 - 600) < 40, "what drifts everywhere is no effect"
    assert sum(one.low <= 600 <= one.high for one in planted) >= 54
    placebos = [measured(chance, 0) for _case in range(120)]
    assert sum(one.is_clear for one in placebos) <= 12, "about one in twenty by chance"


def test_several_together_are_told_from_nothing() -> None:
    chance = random.Random(3)
    helped = together([measured(chance, 300).estimate for _case in range(12)])
    nothing = together([measured(chance, 0).estimate for _case in range(12)])
    assert helped is not None and helped.low > 0
    assert nothing is not None and nothing.low < 0 < nothing.high
    assert together([100.0] * 4) is None


def test_too_few_alike_say_nothing() -> None:
    chance = random.Random(1)
    unit, others = treated(chance, 600)
    assert effect(unit, others[: LEAST_ALIKE - 1]) is None
    far = [MovedUnit(20, one.before + 2000, one.after + 2000) for one in others]
    large = [MovedUnit(90, one.before, one.after) for one in others]
    assert matched(unit, [*far, *large]) == []
    assert effect(unit, [*far, *large]) is None

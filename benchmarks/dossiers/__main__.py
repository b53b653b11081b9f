"""`python -m benchmarks.dossiers`: packs of 18 sheets printed and sealed on all cores, for a tenth of 37,000 branches.

Beside it, one process each, the same packs by docxtpl and by ReportLab: processor time for each sheet, as ratios within
one run. A short run: `python -m benchmarks.dossiers --packs 40 --beside 5`. What sheets say is put together by the
application; `tests/flows/dossiers` holds that to ten questions however many branches, and it is not in these figures.
"""

import argparse
import json
import resource
import time
from collections.abc import Callable

from benchmarks import machine
from benchmarks.dossiers import contestants
from benchmarks.dossiers.contestants import A_PACK
from benchmarks.places import RESULTS
from benchmarks.results import save
from goodstanding.flows.dossiers.press import press

AIMS = {"sheets_a_second_at_least": 100, "pack_of_18_seconds_at_most": 5}
BRANCHES = 37_000


def main() -> None:
    """Measures, and saves dossiers.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packs", type=int, default=BRANCHES // 10, help="of 18 sheets each (%(default)s)")
    parser.add_argument("--beside", type=int, default=20, help="packs of each contestant (%(default)s)")
    how = parser.parse_args()
    content = {"machine": machine.facts(), "aims": AIMS, "packs": how.packs}
    content |= _beside(how.beside) | _on_all_cores(how.packs)
    print(json.dumps(content, indent=2))
    save(RESULTS, "dossiers", content)


def _on_all_cores(packs: int) -> dict[str, float]:
    seal, pems = contestants.seal()
    orders = [contestants.order(number * A_PACK) for number in range(packs)]
    began, size = time.perf_counter(), 0
    with press(seal, pems, many=True) as print_all:
        for content in print_all(orders):
            size += len(content)
    wall = time.perf_counter() - began
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "wall_s": round(wall, 1),
        "sheets_a_second": round(packs * A_PACK / wall, 1),
        "cpu_ms_a_sheet": round(1000 * (others.ru_utime + others.ru_stime) / (packs * A_PACK), 1),
        "kib_a_sheet": round(size / 1024 / (packs * A_PACK), 1),
        "all_branches_hours": round(BRANCHES / packs * wall / 3600, 1),
        "peak_mib_of_a_process": round(max(own.ru_maxrss, others.ru_maxrss) / 1024),
    }


def _beside(packs: int) -> dict[str, dict[str, float]]:
    """Processor time of each contestant, pack by pack in turn: a slow moment of the machine slows all of them."""
    makers: dict[str, Callable[[int], bytes]] = {
        "typst": contestants.typst, "docxtpl": contestants.word, "reportlab": contestants.reportlab,
    }  # fmt: skip
    spent = dict.fromkeys(makers, 0.0)
    for make in makers.values():
        make(0)
    for number in range(packs):
        for name, make in makers.items():
            began = time.process_time()
            make((number + 1) * A_PACK)
            spent[name] += time.process_time() - began
    own = {name: round(1000 * seconds / (packs * A_PACK), 1) for name, seconds in spent.items()}
    ratios = {name: round(spent[name] / spent["typst"], 2) for name in makers if name != "typst"}
    return {"cpu_ms_a_sheet_alone": own, "times_ours": ratios}


if __name__ == "__main__":
    main()

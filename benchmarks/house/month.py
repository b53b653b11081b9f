"""`python -m benchmarks.house.month`: a city's month through the application, from the freeze to the publication.

A city's units, members and facts of one month lie in PostgreSQL. What is measured is the job that drafts the month,
stage by stage (freeze, roster and facts to the lake, rating, standings into the database, checks), and then the two
clicks of two people. Then the running month is computed live, one member at a time, and everybody reads their pages.
"""

import json
import tempfile

from benchmarks import machine
from benchmarks.contestants.postgres.cluster import cluster
from benchmarks.house.pages import asked, environment, python, served
from benchmarks.lakes import data_of
from benchmarks.places import CITY, MONTH
from benchmarks.results import save
from benchmarks.settings import settings

AIMS = {"freeze_to_published_s_at_most": 600, "my_record_p95_ms_at_most": 200, "running_month_ms_at_most": 200}


def main() -> None:
    """Fills a database, drafts and publishes the month, asks for pages, and saves month.json."""
    how = settings(__doc__ or "", members=CITY, times=3, memory="")
    data = data_of(how.members, MONTH, MONTH)
    with cluster() as server, tempfile.TemporaryDirectory() as folder:
        env = environment(server.env, folder)
        filled = json.loads(python(env, "benchmarks.house.fill", str(data.lake), MONTH))
        filled |= json.loads(python(env, "benchmarks.house.facts", str(data.lake), MONTH))
        print(f"{filled['members']:,} members, {filled['facts']:,} facts", flush=True)
        stages = json.loads(python(env, "benchmarks.house.close", MONTH))
        print(json.dumps(stages, indent=2), flush=True)
        live = json.loads(python(env, "benchmarks.house.live", MONTH))
        print(f"the running month of one member: {live}", flush=True)
        many, pages = str(how.times * 50), dict[str, dict[str, object]]()
        with served(env):
            for what in ("record", "pages"):
                visits = json.loads(python(env, "benchmarks.house.visits", many, what))
                pages |= {name: asked(some) for name, some in visits.items()}
    for name, line in pages.items():
        print(f"{name:30} {line}")
    content = {"machine": machine.facts(), "aims": AIMS, "data": filled, "stages": stages, "running_month": live,
               "pages": pages}  # fmt: skip
    save(how.results, "month", content)


if __name__ == "__main__":
    main()

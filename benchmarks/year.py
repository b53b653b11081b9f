"""`python -m benchmarks.year`: a city's whole year, rated in December, beside a bare GROUP BY over the same facts."""

from benchmarks.city import AIMS, beside_the_floor
from benchmarks.lakes import data_of
from benchmarks.places import CITY, LAST_MONTH, MONTH
from benchmarks.results import save
from benchmarks.settings import settings


def main() -> None:
    """Measures the year and saves year.json."""
    how = settings(__doc__ or "", members=CITY, times=3, memory="3GB")
    data = data_of(how.members, MONTH, LAST_MONTH)
    # The owner's aim is about the month; beside the year it stands for comparison.
    save(how.results, "year", beside_the_floor(data, how) | {"aims": AIMS})


if __name__ == "__main__":
    main()

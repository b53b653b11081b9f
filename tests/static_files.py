"""Static files in tests: as they lie in the source, without a manifest."""

from functools import cache

from django.contrib.staticfiles.storage import StaticFilesStorage


class RememberedStaticFiles(StaticFilesStorage):
    """Works out the address of each file once: a page names some forty, and tests open pages by the ten thousand."""

    def __init__(self) -> None:
        super().__init__()
        self.url = cache(self.url)  # type: ignore[method-assign]

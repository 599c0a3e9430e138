"""Reads of a page in Chromium that wait until the page has loaded.

Playwright's click ends when the next page has begun, and `count`, `all` and their like do not wait: they read what has
arrived so far. In CI a test of the board's paper so found no title.
"""

from functools import cache, wraps

READS = {
    "Locator": (
        "all",
        "all_inner_texts",
        "all_text_contents",
        "count",
        "evaluate_all",
        "is_hidden",
        "is_visible",
    ),
    "Page": ("content", "evaluate", "title"),
}


@cache
def let_reads_wait() -> None:
    """Make every read that Playwright does at once wait for the page's load."""
    from playwright import sync_api

    for kind, names in READS.items():
        for name in names:
            owner = getattr(sync_api, kind)
            setattr(owner, name, _after_load(getattr(owner, name)))


def _after_load(read):
    @wraps(read)
    def after_load(self, *arguments, **options):
        getattr(self, "page", self).wait_for_load_state()
        return read(self, *arguments, **options)

    return after_load

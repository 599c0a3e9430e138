"""Which of an edition's files are behind figures."""

from collections.abc import Iterable

from careplace.figures import Figure


def files_behind(figures: Iterable[Figure], files: Iterable[dict]) -> list[dict]:
    """Those of the files that an edition was made from, in their order, that the figures' sources begin the SHA-256 of."""
    prefixes = tuple({prefix for figure in figures for prefix in figure.source.split("|") if prefix})
    return [file for file in files if file["sha256"].startswith(prefixes)]

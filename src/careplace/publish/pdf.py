"""The report on paper: a tagged PDF (PDF/UA-1) of the page, by WeasyPrint, which asks for nothing from outside."""

import gc
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-liberation")
"""What WeasyPrint needs beside Python, by Debian's names."""

# What the check of numbers goes by, and paper has no use for: without these 3,000 elements it takes a third less time.
_MARKED = re.compile(
    r'<(span|data|time|tspan)(?: data-[a-z]+(?:="[^"]*")?| (?:value|datetime)="[^"]*")+>'
    r"([^<]*)</\1>"
)


class PartMissing(RuntimeError):
    """A program or library that one format needs is not on this machine."""


class PaperRefused(ValueError):
    """A PDF was not made, because WeasyPrint warned that it would not be what the page says."""

    def __init__(self, warnings: list[str]):
        self.warnings = warnings
        details = "\n".join(warnings[:20])
        fonts = (
            ".notdef" in details
            and "\nA font that has these letters may be in fonts-noto-core or fonts-noto-cjk."
        )
        super().__init__(f"the PDF would not be whole; nothing was written\n{details}{fonts or ''}")


def to_pdf(html: str) -> bytes:
    """A page that `page.render` made for paper, as a PDF with tags, bookmarks and page numbers.

    Raises:
        PartMissing: when WeasyPrint or a library that it needs is not here; the message says what to install.
        PaperRefused: when WeasyPrint has anything to warn of, be it a style, a link or an address outside.
    """
    engine = _weasyprint()
    fetcher = engine.urls.URLFetcher(allowed_protocols=("data",))
    with _warnings() as warned, _no_collection(), _page_references_cached():
        document = engine.HTML(string=unmarked(html), url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")
    if warned:
        raise PaperRefused(list(dict.fromkeys(warned)))
    return document


def unmarked(html: str) -> str:
    """The page without the marks that name its figures; the words stay."""
    return _MARKED.sub(r"\2", html)


def _weasyprint():
    # Here and not above: the other formats must work where its libraries are missing, and it takes half a second.
    try:
        import weasyprint
        import weasyprint.urls
    except (ImportError, OSError) as error:
        raise PartMissing(
            f"a PDF needs WeasyPrint and the library Pango, and they cannot be used here ({error}).\n"
            f"On Debian or Ubuntu: sudo apt-get install {' '.join(PACKAGES)}\n"
            "Elsewhere: https://doc.courtbouillon.org/weasyprint/stable/first_steps.html#installation\n"
            "All other formats work without: --format html,xlsx,json,csvw"
        ) from error
    return weasyprint


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """What WeasyPrint logs at the level of a warning or above."""
    logger, collector = logging.getLogger("weasyprint"), _WarningCollector(logging.WARNING)
    logger.addHandler(collector)
    try:
        yield collector.messages
    finally:
        logger.removeHandler(collector)


class _WarningCollector(logging.Handler):
    def __init__(self, level: int):
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _no_collection() -> Iterator[None]:
    """No hunt for cycles meanwhile: a layout makes a million objects that live to its end (a fifth less time)."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def _page_references_cached() -> Iterator[None]:
    """pydyf 0.13 lists every page again for each tag (25,000 times 80 pages); here the list is kept while it holds."""
    import pydyf

    original = pydyf.PDF.page_references
    cached: dict = {}

    def references(document) -> tuple[bytes, ...]:
        now = (id(document), len(document.pages["Kids"]))
        if now not in cached:
            cached.clear()
            cached[now] = original.fget(document)
        return cached[now]

    pydyf.PDF.page_references = property(references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = original

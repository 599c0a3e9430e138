"""The report on paper: a tagged PDF (PDF/UA-1) of the page, by Typst, which asks for nothing from outside."""

from functools import cache
from typing import cast

import typst

from careplace.publish.paper import markup, row_heads

PACKAGES = ("fonts-liberation",)
"""What a PDF needs beside Python, by Debian's names."""
FONTS = ("Liberation Sans", "Arial", "Helvetica")
"""Of one width, so that lines break alike; the first that is here is used."""


class PartMissing(RuntimeError):
    """A program, library or font that one format needs is not on this machine."""


class PaperRefused(ValueError):
    """A PDF was not made, because it would not be what the page says."""

    def __init__(self, warnings: list[str]):
        self.warnings = warnings
        details = "\n".join(warnings[:20])
        fonts = (
            "could not be displayed with" in details
            and "\nA font that has these letters may be in fonts-noto-core or fonts-noto-cjk."
        )
        super().__init__(f"the PDF would not be whole; nothing was written\n{details}{fonts or ''}")


def to_pdf(html: str) -> bytes:
    """A page that `page.render` made for paper, as a PDF with tags, bookmarks and page numbers.

    Raises:
        PartMissing: when no font that it needs is here; the message says what to install.
        PaperRefused: when an element of the page has no form on paper, a link leads nowhere, a letter is in no font,
            or Typst has anything to warn of.
    """
    try:
        source = markup.source(html, _font())
        document, warnings = _compiled(source)
    except KeyError as error:
        raise PaperRefused([f"the element {error} has no form on paper"]) from error
    except (ValueError, typst.TypstError) as error:
        raise PaperRefused([str(error)]) from error
    if warnings:
        raise PaperRefused(list(dict.fromkeys(warning.message for warning in warnings)))
    return row_heads.tagged(document)


def _compiled(source: str) -> tuple[bytes, list[typst.TypstWarning]]:
    compiler = typst.Compiler(source.encode(), font_paths=_fonts())
    try:
        document, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1"])
        return cast("bytes", document), warnings
    finally:
        # Typst keeps what its last ten documents needed, some 120 MB each: eleven empty ones take their place.
        for _document in range(11):
            compiler.compile(b" ", format="svg")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts()


def _font() -> str:
    families = set(_fonts().families())
    for family in FONTS:
        if family in families:
            return family
    raise PartMissing(
        f"a PDF needs one of the fonts {', '.join(FONTS)}, and none is here.\n"
        f"On Debian or Ubuntu: sudo apt-get install {' '.join(PACKAGES)}\n"
        "All other formats work without: --format html,xlsx,json,csvw"
    )

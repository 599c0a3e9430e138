"""The sentences that a reader meets, of a page and of a text in Markdown, for the rule that none is long."""

import re

from lxml import html

LONGEST = 25
"""Words: a longer sentence needs a second reading (GOV.UK, Writing for GOV.UK)."""
# A list on a page has its items after a colon, with semicolons between them: each is read by itself.
END = re.compile(r"(?<=[.!?:;])\s+")
MARKDOWN_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")
BLOCKS = "//main//p|//main//li[not(.//li) and not(.//p)]|//main//dd|//main//figcaption//*"


def sentences(page: str) -> list[str]:
    """The sentences of a page without its drawings, tables, menus and forms."""
    document = html.fromstring(page)
    for aside in document.xpath("//svg|//table|//nav|//form"):
        aside.drop_tree()
    blocks = (" ".join(block.text_content().split()) for block in document.xpath(BLOCKS))
    return [sentence for text in blocks for sentence in END.split(text) if sentence]


def long_sentences(page: str) -> list[str]:
    """The sentences of a page with more than LONGEST words."""
    return [sentence for sentence in sentences(page) if len(sentence.split()) > LONGEST]


def sentences_of(text: str) -> list[str]:
    """Every sentence of paragraphs and items of Markdown; headings and tables have none."""
    lines = (line.lstrip("- ") for line in text.split("\n") if line and line[0] not in "#|")
    return [sentence for line in lines for sentence in MARKDOWN_END.split(line)]

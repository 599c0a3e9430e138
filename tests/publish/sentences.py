"""The sentences of a page, as a reader meets them: without drawings, tables, menus and forms."""

import re

from lxml import html

LONGEST = 25
"""Words: a longer sentence needs a second reading (GOV.UK, Writing for GOV.UK)."""
# A list has its items after a colon, with semicolons between them: each is read by itself.
END = re.compile(r"(?<=[.!?:;])\s+")
BLOCKS = "//main//p|//main//li[not(.//li)]|//main//dd|//main//figcaption//*"


def sentences(page: str) -> list[str]:
    document = html.fromstring(page)
    for aside in document.xpath("//svg|//table|//nav|//form"):
        aside.drop_tree()
    blocks = (" ".join(block.text_content().split()) for block in document.xpath(BLOCKS))
    return [sentence for text in blocks for sentence in END.split(text) if sentence]


def long_sentences(page: str) -> list[str]:
    """The sentences with more than LONGEST words."""
    return [sentence for sentence in sentences(page) if len(sentence.split()) > LONGEST]

"""References in the text of a report: [[quote:ID]] of a coding, [[figure:ID]] of a figure of the edition."""

import re
from collections.abc import Mapping

QUOTE = re.compile(r"\[\[quote:\s*([0-9a-fA-F-]{36})\s*\]\]")
FIGURE = re.compile(r"\[\[figure:\s*([^\[\]\n]{1,300}?)\s*\]\]")
BROKEN = re.compile(r"\[\[[^\[\]]{0,80}")
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&])")


def quotes_in(text: str) -> list[str]:
    """The ids of the codings that a text quotes, each once, in order."""
    return list(dict.fromkeys(id.lower() for id in QUOTE.findall(text)))


def figures_in(text: str) -> list[str]:
    """The ids of the figures in a text, each once, in order."""
    return list(dict.fromkeys(FIGURE.findall(text)))


def broken_in(text: str) -> list[str]:
    """What begins like a reference and is none."""
    return BROKEN.findall(QUOTE.sub("", FIGURE.sub("", text)))


def resolved(text: str, quotes: Mapping[str, str], figures: Mapping[str, str]) -> str:
    """A text in Markdown with words in place of its references.

    Args:
        quotes, figures: {id: words in Markdown}.

    Raises:
        KeyError: for a reference without words.
    """
    with_quotes = QUOTE.sub(lambda match: quotes[match[1].lower()], text)
    return FIGURE.sub(lambda match: figures[match[1]], with_quotes)


def plain(text: str) -> str:
    """Words of a source as Markdown that shows them as they are, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))

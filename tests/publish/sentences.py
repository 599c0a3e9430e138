"""The sentences of a text in Markdown, for the rule that none is long."""

import re

LONGEST = 25
"""Words: what GOV.UK's content style guide asks for."""
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")


def sentences_of(text: str) -> list[str]:
    """Every sentence of paragraphs and items; headings and tables have none."""
    lines = (line.lstrip("- ") for line in text.split("\n") if line and line[0] not in "#|")
    return [sentence for line in lines for sentence in _END.split(line)]

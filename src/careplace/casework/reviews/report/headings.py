"""Headings of a section's text below the heading of the section itself, without a level left out."""

import re

_HEADING = re.compile(r"<h([234])>(.*?)</h\1>", re.DOTALL)


def below(html: str) -> str:
    """Sanitised HTML whose highest headings are h3 and all others h4; the first is an h3.

    A section's own heading is an h2, and a tagged PDF is refused where a level is left out.
    """
    highest = min((match[1] for match in _HEADING.finditer(html)), default="")
    first = True

    def lowered(match: re.Match[str]) -> str:
        nonlocal first
        level = 3 if first or match[1] == highest else 4
        first = False
        return f"<h{level}>{match[2]}</h{level}>"

    return _HEADING.sub(lowered, html)

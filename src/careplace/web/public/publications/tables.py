"""The tables of a publication in frames that scroll: on a telephone a wide table would break within its words."""

import re
from itertools import count

from markupsafe import Markup, escape

# A caption may hold a table, which has a frame of its own: such a caption gives no name.
_TABLE = re.compile(r"<table>(\s*<caption>((?:(?!<table>).)*?)</caption>)?", re.DOTALL)


def scrollable(html: str) -> str:
    """Sanitised HTML with a frame around each table, named after its caption, that the keyboard reaches too.

    Tags of sanitised HTML are balanced and in small letters, and its tables have no attribute (publications/markup.py).
    """
    numbers = count(1)

    def framed(table: re.Match[str]) -> str:
        number = next(numbers)
        name = f"Table {number}: {Markup(table[2]).striptags()}" if table[2] else f"Table {number}"  # noqa: S704
        caption = f'<caption><span class="still">{table[2]}</span></caption>' if table[2] else ""
        return f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(name)}"><table>{caption}'

    return _TABLE.sub(framed, html).replace("</table>", "</table></div>")

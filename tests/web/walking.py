"""Walks a page of the site and holds each marked number against its figure, and each mark of an axis against the axis."""

import re
from html.parser import HTMLParser

from careplace.publish import wording
from careplace.publish.charts import axis

VOID = {"input", "link", "meta", "br", "img", "hr", "line", "circle", "path", "rect"}
SILENT = ("script", "style", "title", "code", "option")
FREE = ("data-verbatim", "data-fixed", "datetime", "data-period", "data-version")


class Walk(HTMLParser):
    def __init__(self, figures: dict, names: tuple[str, ...] = ()):
        super().__init__(convert_charrefs=True)
        self.names = names
        self.figures, self.open, self.wrong, self.numbers = figures, [], [], 0

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_data(self, data):
        for _tag, _marks, text in self.open:
            text.append(data)
        kinds = [tag for tag, _marks, _text in self.open]
        marked = any(m in marks for _t, marks, _x in self.open for m in (*FREE, "data-figure", "data-tick"))
        ours = data
        for name in self.names:
            ours = ours.replace(name, "")
        if re.search(r"\d", ours) and not marked and not set(kinds) & set(SILENT):
            self.wrong.append(f"a number that is no figure: {data.strip()!r}")

    def handle_endtag(self, tag):
        while self.open:
            opened, marks, text = self.open.pop()
            self._judge(marks, "".join(text), [one[1] for one in self.open])
            if opened == tag:
                return

    def _judge(self, marks: dict, text: str, above: list[dict]) -> None:
        if "data-figure" in marks:
            self.numbers += 1
            figure = self.figures.get(marks["data-figure"])
            right = figure and wording.written(
                figure, marks.get("data-as", ""), marks.get("data-part", "value")
            )
            if text != right:
                self.wrong.append(f"{marks['data-figure']}: {text!r}, expected {right!r}")
        if "data-tick" in marks:
            scale = axis.stated(next(m["data-axis"] for m in reversed(above) if "data-axis" in m))
            value = float(marks["data-tick"])
            at = str(scale.at(value))
            if text != scale.words(value) or at not in (marks.get("x", "").rstrip("%"), marks.get("y")):
                self.wrong.append(f"a tick at {value}: {text!r}")


def walked(html: str, figures: dict, names: tuple[str, ...] = ()) -> Walk:
    """The walk of a page's main part; `names` may stand inside our own sentences."""
    walk = Walk(figures, names)
    walk.feed(re.search(r"<main.*</main>", html, re.DOTALL)[0])
    walk.close()
    return walk

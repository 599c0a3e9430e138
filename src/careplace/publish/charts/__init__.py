"""Where the marks of charts stand. The templates draw them; nothing here knows of SVG but the shape of a mark."""

from careplace.publish.charts import axis, choropleth, control, flow, funnel, lines, marks, spine
from careplace.publish.charts.choropleth import named
from careplace.publish.charts.mix import (
    LETTER_FITS,
    NUMBER_FITS,
    Axis,
    Bar,
    Dot,
    Segment,
    bar,
    comparison_dots,
    comparison_headline,
    dots,
    enough,
    mix_bars,
    mix_headline,
    question_bars,
)

__all__ = [
    "LETTER_FITS",
    "NUMBER_FITS",
    "Axis",
    "Bar",
    "Dot",
    "Segment",
    "axis",
    "bar",
    "choropleth",
    "comparison_dots",
    "comparison_headline",
    "control",
    "dots",
    "enough",
    "flow",
    "funnel",
    "lines",
    "marks",
    "mix_bars",
    "mix_headline",
    "named",
    "question_bars",
    "spine",
]

"""A chart's SVG as PNG, by resvg: it draws what `standalone.svg` made, and nothing that a reader sends."""

import resvg_py

ZOOM = 2
"""Pixels of the picture for one of the SVG: sharp on a slide and on paper."""
FONT = "Liberation Sans"
"""Has the widths of Arial, and is what the PDF of a report needs too (`publish.pdf.PACKAGES`)."""


def png(svg: str) -> bytes:
    """The picture, `ZOOM` times as many pixels wide and tall as the SVG says, on white.

    Letters are drawn in Arial, or in FONT where the machine has no Arial.
    """
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=ZOOM, sans_serif_family=FONT))

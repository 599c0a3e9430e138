"""A chart of a page as a file that stands alone: SVG, PNG, and the figures that it is drawn from as CSV.

`standalone.svg` lays out the figure that the page itself shows, so that a file cannot differ from its page; `png.png` draws
that SVG; `data.to_csv` writes the figures. `place_charts` finds a chart of a place by the id of its figure on the page.
See docs/adr/0017-chart-files.md.
"""

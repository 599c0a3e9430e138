"""The lines under a chart that say where its figures come from."""

from collections.abc import Iterable

from careplace.figures import Figure
from careplace.publish.source_files import files_behind

OUTLINES = (
    "Outlines: contains National Statistics data and OS data © Crown copyright and database right, under the "
    "Open Government Licence v3.0."
)
"""What a map says besides."""
MOST = 4
"""So many publications are named; a spine chart may be of twenty."""


def source_lines(
    figures: Iterable[Figure], files: Iterable[dict], edition: str, chart: str, about: Figure
) -> list[str]:
    """Publishers and publications of the files behind the figures with their licences; edition; chart and figure.

    Args:
        figures: those that the chart is drawn from. about: the one that it is about.
        files: those that the edition was made from: {sha256, title, publisher, licence}.
        edition: its id. chart: the chart's name in addresses.
    """
    behind = files_behind(figures, files)
    publications = list(dict.fromkeys(f"{file['publisher']}, {file['title']}" for file in behind))
    licences = list(dict.fromkeys(file["licence"] for file in behind))
    more = f"; and {len(publications) - MOST} other publications" if len(publications) > MOST else ""
    lines = [f"Source: {'; '.join(publications[:MOST])}{more}."] if publications else []
    lines += [f"Licence: {'; '.join(licences)}."] if licences else []
    return [*lines, f"Careplace, edition {edition}. Chart: {chart}. Figure: {about.id}."]

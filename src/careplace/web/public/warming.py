"""Opens the edition and writes a page nobody asked for, so that the first reader does not wait for what is made once."""

from careplace.web.public.editions import shelf
from careplace.web.public.map.outlines import drawing
from careplace.web.public.search.views import regions


def warm() -> None:
    """Open the edition that serves.

    Raises:
        EditionError: when it cannot be opened.
    """
    reading = shelf().read()
    try:
        regions(reading)
        drawing(reading)
    finally:
        reading.close()

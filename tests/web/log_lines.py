"""The lines of the log of a site, as it writes them."""

import logging
from contextlib import contextmanager

from careplace.web.shell.logs import Json


@contextmanager
def collected():
    """Every line that any logger of this process writes, as the sites write them."""
    lines, handler = [], logging.Handler(logging.DEBUG)
    formatter = Json()
    handler.emit = lambda record: lines.append(formatter.format(record))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)

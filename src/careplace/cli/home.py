"""The option --home: given once, before or after the name of a command."""

from pathlib import Path

import click
from click.core import ParameterSource

DEFAULT = Path("careplace-data")
_KEY = "careplace.home"


def _remember(context: click.Context, option: click.Parameter, path: Path | None) -> Path:
    # --home before the name of a command comes before the environment, which is asked again after it.
    spoken = context.get_parameter_source(option.name) is ParameterSource.COMMANDLINE
    if path is not None and (spoken or _KEY not in context.meta):
        context.meta[_KEY] = path
    return context.meta.get(_KEY, DEFAULT)


def at_home(command):
    """Give a command the option --home and the argument `home`, a Path."""
    return click.option(
        "--home",
        type=click.Path(file_okay=False, path_type=Path),
        callback=_remember,
        help=f"Folder that holds raw files and editions.  [env: CAREPLACE_HOME; default: ./{DEFAULT}]",
        envvar="CAREPLACE_HOME",
    )(command)

"""careplace consultation: the site on which people respond to consultations."""

import click

from careplace.cli.errors import PlainGroup
from careplace.cli.home import at_home


@click.group(cls=PlainGroup, short_help="The site on which people respond to consultations.")
def consultation() -> None:
    """The site on which people respond to consultations: it reads what is published, and may add responses to an inbox."""


@consultation.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8002, show_default=True, help="Port to listen on."
)
@at_home
def serve(host, port, home) -> None:
    """Serve the forms of the consultations that are open, until stopped.

    On 127.0.0.1 nothing need be set. Casework collects the responses with `careplace casework tick`.
    """
    from careplace.web.consultation import server

    click.echo(f"Careplace’s forms on http://{host}:{port}/  (Ctrl+C stops it)", err=True)
    server.serve(home, host, port)

"""careplace serve: the site."""

import click

from careplace.cli.home import at_home


@click.command(short_help="Serve the site.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that answer."
)
@at_home
def serve(host, port, workers, home) -> None:
    """Serve the site and its API over the current edition, until stopped.

    On 127.0.0.1 nothing need be set. For others to reach it, set CAREPLACE_SECRET_KEY and CAREPLACE_ALLOWED_HOSTS,
    and put a server that speaks HTTPS in front.
    """
    # Here, since Django takes half a second that no other command should wait for.
    from careplace.web.public import server

    click.echo(f"Careplace on http://{host}:{port}/  (Ctrl+C stops it)", err=True)
    server.serve(home, host, port, workers)

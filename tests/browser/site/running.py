"""Serves a home for the tests of pages: `python running.py HOME PORT`, until stopped."""

import os
import sys
from pathlib import Path

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

from careplace.web.public.server import prepare


class Quiet(WSGIRequestHandler):
    def log_message(self, *_told) -> None:
        pass


def main(home: str, port: str) -> None:
    prepare(os.environ, Path(home), "127.0.0.1")
    import django
    from django.conf import settings

    django.setup()
    settings.ROOT_URLCONF = "tests.browser.site.urls"
    from careplace.web.public.wsgi import application

    server = ThreadedWSGIServer(("127.0.0.1", int(port)), Quiet)
    server.set_app(application)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])

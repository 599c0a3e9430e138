"""Runs the site: gunicorn with several workers, each with the edition open before it takes its first request."""

import logging
import os
import resource
import sys
import tempfile
from collections.abc import MutableMapping
from pathlib import Path

from careplace.editions.home import EditionError, Home
from careplace.web.shell import collector
from careplace.web.shell import environment as environment_of_site
from careplace.web.shell.configuration import from_environment
from careplace.web.shell.gunicorn_server import GunicornServer, options

THREADS = 2
"""A worker's threads: one may read files while another makes a page; more would only share one core."""
CONNECTIONS, FILES = 2000, 500
"""Connections of a worker, which cost some kilobytes each, and files that it may have open besides: those of an edition."""
log = logging.getLogger("careplace.web.public.server")


def serve(home: Path, host: str, port: int, workers: int) -> None:
    """Serve the current edition of `home` until stopped.

    Raises:
        EditionError: when there is no edition.
        WrongSettings: when the settings will not do; on a machine's own address those that are missing are made up.
    """
    if not Home(home).ids():
        Home(home).edition()
    prepare(os.environ, home, host)
    sys.meta_path.insert(0, WithoutPandas)
    GunicornServer(
        {
            **options(host, port, workers),
            "threads": THREADS,
            "worker_class": "careplace.web.shell.worker.Worker",
            "worker_connections": most_connections(),
            "timeout": 30,
            "max_requests": 100_000,
            "max_requests_jitter": 10_000,
            "preload_app": True,
            "sendfile": False,  # a reader takes a file as it takes a page: no thread waits for it
            "limit_request_field_size": 8190,
            "post_worker_init": _open_the_edition,
            "child_exit": _forget,
        },
        "careplace.web.public.wsgi",
    ).run()


def most_connections() -> int:
    """How many connections a worker may have: CONNECTIONS, where the system lets it open so many files and FILES more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    files_needed = CONNECTIONS + FILES
    if soft < files_needed and (hard == resource.RLIM_INFINITY or hard > soft):
        soft = files_needed if hard == resource.RLIM_INFINITY else min(files_needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(1, min(CONNECTIONS, soft - FILES))


def prepare(environment: MutableMapping[str, str], home: Path, host: str) -> None:
    """Put settings into the environment, and where workers count for Prometheus."""
    environment_of_site.prepare(environment, home, host, "careplace.web.public.settings")
    if from_environment(environment).metrics:
        # Workers count apart: what Prometheus reads is put together from this folder.
        environment.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="careplace-counts-"))


class WithoutPandas:
    """Lets nothing in this process import pandas: pyarrow would with its first array, for a second and 50 MiB a worker
    that no page has use for."""

    @staticmethod
    def find_spec(name: str, _path=None, _target=None) -> None:
        """As importlib asks; ModuleNotFoundError for pandas, as if it were not installed."""
        if name == "pandas":
            raise ModuleNotFoundError("the site does without pandas", name=name)


def _open_the_edition(_worker) -> None:
    """Read the first page here rather than let the first reader wait for it."""
    from careplace.web.public import warming

    collector.search_seldom()
    try:
        warming.warm()
        collector.leave_out_what_is_loaded()
    except EditionError as error:
        log.error("no edition can be opened", extra={"why": str(error)})


def _forget(_server, worker) -> None:
    from careplace.web.shell.worker import forget

    forget(worker)
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)

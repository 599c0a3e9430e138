"""What the site counts, for Prometheus. Routes, not addresses: nothing here says what anybody looked at."""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess

_METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
_registry = CollectorRegistry()
_answers = Counter(
    "careplace_answers",
    "Answers, by method, route and status",
    ("method", "route", "status"),
    registry=_registry,
)
_seconds = Histogram(
    "careplace_answer_seconds", "Time to answer, in seconds", ("route",), buckets=_BOUNDS, registry=_registry
)
_pages = Counter("careplace_pages", "Pages asked of the cache, by how it went", ("went",), registry=_registry)
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answer; `route` is the pattern of the urlconf, empty where none matched."""
    _answers.labels(method if method in _METHODS else "other", route, str(status)).inc()
    _seconds.labels(route).observe(seconds)


def count_page(went: str) -> None:
    """Count one page: "kept", "made" or "unchanged"."""
    _pages.labels(went).inc()


def exposition() -> bytes:
    """Everything counted, of all workers where the server set up a folder for it."""
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return generate_latest(_registry)
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    return generate_latest(registry)

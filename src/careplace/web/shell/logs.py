"""Logs as one JSON object a line, without personal data: no address of a reader, no browser, nothing that was searched."""

import json
import logging
import re
import secrets
import sys
import time
from contextvars import ContextVar
from datetime import UTC, datetime

from django.conf import settings

from careplace.web.shell import metrics

log = logging.getLogger("careplace.web.requests")
_current: ContextVar[str] = ContextVar("request", default="")
_SOUND = re.compile(r"[A-Za-z0-9-]{8,64}")
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# What Django and gunicorn put beside a record: whole requests, with everything that a reader sent.
_PRIVATE = frozenset(("request", "status_code", "server_time"))
LONGEST = 200


def without_secrets(text: str) -> str:
    """A path, or a message with paths, without the parts that open a page by themselves (LOG_SECRETS of the settings)."""
    for path in getattr(settings, "LOG_SECRETS", ()):
        text = re.sub(rf"(?<={re.escape(path)})[^\s/?#]+", "(secret)", text)
    return text


class Json(logging.Formatter):
    """A record as JSON: at, level, logger, message, request, and what `extra` gives."""

    def format(self, record: logging.LogRecord) -> str:
        extra = {k: v for k, v in vars(record).items() if k not in _OWN and k not in _PRIVATE}
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
            "request": _current.get(),
            **extra,
        }
        if record.exc_info:
            line["trace"] = _without_values(self.formatException(record.exc_info), record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _without_values(trace: str, error: BaseException | None) -> str:
    """A trace without the messages of databases about values: PostgreSQL repeats the whole row, with all its texts."""
    while error is not None:
        if {"IntegrityError", "DataError"} & {kind.__name__ for kind in type(error).__mro__}:
            trace = trace.replace(str(error), "(left out: it may have what people wrote)")
        error = error.__cause__ or error.__context__
    return trace


def begin() -> None:
    """Send every log of this process to standard error as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("django.server").propagate = False
    # RequestLog tells of every answer; Django would tell of each 404 again.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    # It would repeat what a stranger sent, a page of trace each time; its answer of 400 is logged and counted.
    logging.getLogger("django.security").setLevel(logging.CRITICAL)


class RequestLog:
    """Middleware: gives each request an id, which its answer and its log lines bear, and logs how it went."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = time.perf_counter()
        request.id = _identity(request)
        token = _current.set(request.id)
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request.id
            _tell(request, response, time.perf_counter() - began)
            return response
        finally:
            _current.reset(token)


def _identity(request) -> str:
    proxied_id = request.headers.get("X-Request-ID", "") if settings.CAREPLACE.proxies else ""
    return proxied_id if _SOUND.fullmatch(proxied_id) else secrets.token_hex(8)


def _tell(request, response, seconds: float) -> None:
    match = request.resolver_match
    route = match.route if match else ""
    metrics.count(request.method, route, response.status_code, seconds)
    log.info(
        "answered",
        extra={
            "method": request.method,
            "path": without_secrets(request.path)[:LONGEST],
            "route": route,
            "status": response.status_code,
            "ms": round(1000 * seconds, 1),
            "bytes": None if response.streaming else len(response.content),
            "edition": getattr(getattr(request, "edition", None), "id", None),
        },
    )

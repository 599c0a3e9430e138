"""How many answers may read the edition while they are sent: each holds what its query reads, some 15 MiB."""

import threading
from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse

from careplace.web.shell.errors import too_busy

_lock = threading.Lock()
_open = 0


def limited(request, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of `make`, which reads the edition until it is closed; 503 where as many are open as settings allow.

    A hundred readers of a nation's register took 1.1 GiB of each worker, and pages waited three seconds.
    """
    global _open
    with _lock:
        if _open >= settings.CAREPLACE.downloads:
            return too_busy(request)
        _open += 1
    try:
        response = make()
    except BaseException:
        _closed()
        raise
    # Django closes a response once, when its last byte is sent or its reader has gone.
    response._resource_closers.append(_closed)
    return response


def _closed() -> None:
    global _open
    with _lock:
        _open -= 1

"""gunicorn, started from code with settings of ours."""

import os
from importlib import import_module
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication


class GunicornServer(BaseApplication):
    """gunicorn over the WSGI application of a module, which is imported when the server is set up."""

    def __init__(self, options: dict[str, Any], module: str):
        self.options, self.module = options, module
        super().__init__()

    def load_config(self) -> None:
        """Take the options that this gunicorn knows."""
        for name, value in self.options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """The application."""
        return import_module(self.module).application


def options(host: str, port: int, workers: int) -> dict[str, Any]:
    """What every site of ours has: where it listens, how it stops, and the longest request line."""
    return {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "graceful_timeout": 20,
        "loglevel": "warning",
        "limit_request_line": 4094,
        "limit_request_fields": 64,
        "forwarded_allow_ips": "*" if int(os.environ.get("CAREPLACE_PROXIES") or 0) else "127.0.0.1",
        "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108
        "control_socket_disable": True,
    }

"""gunicorn, started from code with settings of ours."""

from importlib import import_module
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

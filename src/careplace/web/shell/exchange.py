"""One request and its answer, made a piece at a time as the reader takes it, so that a long download holds no thread."""

from collections.abc import Callable
from typing import Protocol

from gunicorn.config import Config
from gunicorn.http import get_parser, wsgi


class Out(Protocol):
    """Where an answer goes."""

    client: tuple
    server: tuple
    unsent: bytearray

    def sendall(self, data: bytes) -> None: ...


class Exchange:
    """A request that is being answered by a WSGI application.

    Args:
        request: the bytes of one whole request.
        last: whether the connection ends with this answer.

    Raises:
        ParseException: gunicorn's, for a request that is no sound HTTP.
    """

    def __init__(self, cfg: Config, app: Callable, out: Out, request: bytes, last: bool):
        parsed = next(get_parser(cfg, iter([request]), out.client))
        self._out = out
        self.response, environ = wsgi.create(parsed, out, out.client, out.server, cfg)
        environ["wsgi.multithread"] = True
        if last:
            self.response.force_close()
        self._body = app(environ, self.response.start_response)
        self._pieces = iter(self._body)
        self.done = False

    @property
    def keeps_open(self) -> bool:
        """Whether another request may follow on the connection."""
        return not self.response.should_close()

    def advance(self, most: int) -> None:
        """Make more of the answer, until `most` bytes wait to be sent or all is made."""
        while not self.done and len(self._out.unsent) < most:
            piece = next(self._pieces, None)
            if piece is None:
                self._finish()
            else:
                self.response.write(piece)

    def _finish(self) -> None:
        """End the answer.

        Raises:
            EOFError: when it is shorter than it was said to be, as when a file is cut while it is sent.
        """
        self.response.close()
        self.done = True
        self.close()
        length = self.response.response_length
        if length is not None and self.response.sent < length and self.response.req.method != "HEAD":
            raise EOFError(f"{self.response.sent} bytes were sent of {length}")

    def close(self) -> None:
        """Let the application close what it reads from; twice is once."""
        body, self._body = self._body, None
        if hasattr(body, "close"):
            body.close()

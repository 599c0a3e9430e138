"""The site with two workers, and Caddy or nginx in front of it with the settings of deploy/, each on a free port."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"
CAREPLACE = Path(sys.executable).with_name("careplace")
KINDS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def needed(name: str) -> str:
    """The path of a program, or a skip that says which is missing."""
    everywhere = f"{os.environ['PATH']}:/usr/sbin:/sbin"
    return shutil.which(name, path=everywhere) or pytest.skip(
        f"{name} is not installed: sh tests/system-packages"
    )


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return free.getsockname()[1]


@contextmanager
def site(home: Path, folder: Path, **settings: str) -> Iterator[int]:
    """`careplace serve` over a home, with two workers; its port."""
    port = free_port()
    plain = {
        name: text for name, text in os.environ.items() if not name.startswith(("CAREPLACE_", "DJANGO_"))
    }
    command = [CAREPLACE, "serve", "--home", home, "--port", port, "--workers", "2"]
    with running(command, port, folder / "site.log", plain | {"CAREPLACE_API_RATE": "1000000"} | settings):
        yield port


@contextmanager
def caddy(site_port: int, folder: Path) -> Iterator[int]:
    """Caddy with deploy/Caddyfile, but for its name and its certificate."""
    program, port, settings = needed("caddy"), free_port(), folder / "Caddyfile"
    text = (DEPLOY / "Caddyfile").read_text().replace("127.0.0.1:8000", f"127.0.0.1:{site_port}")
    text = text.replace("careplace.example.org {", f"http://127.0.0.1:{port} {{")
    settings.write_text(text.replace("{\n\tservers", "{\n\tadmin off\n\tauto_https off\n\tservers", 1))
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    command = [program, "run", "--adapter", "caddyfile", "--config", settings]
    with running(command, port, folder / "caddy.log", os.environ | home):
        yield port


@contextmanager
def nginx(site_port: int, folder: Path) -> Iterator[int]:
    """nginx with deploy/nginx.conf, but for its name and its certificate."""
    program, port, settings = needed("nginx"), free_port(), folder / "nginx.conf"
    text = (DEPLOY / "nginx.conf").read_text().replace("127.0.0.1:8000", f"127.0.0.1:{site_port}")
    text = re.sub(r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};", text)
    text = re.sub(r"listen 80;", f"listen 127.0.0.1:{free_port()};", text)
    text = re.sub(r"\n *(listen \[::\]|ssl_)[^;]*;", "", text)
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in KINDS)
    user = "user root;" if os.getuid() == 0 else ""
    settings.write_text(
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/nginx.log; events {{}}\n"
        f"http {{ access_log off; {temporary}\n{text} }}\n"
    )
    command = [program, "-c", settings, "-p", folder, "-e", folder / "nginx.log"]
    with running(command, port, folder / "nginx.out", dict(os.environ)):
        yield port


@contextmanager
def running(command: list, port: int, log: Path, environment: dict) -> Iterator[None]:
    """A server, once /health is answered on its port; stopped at the end."""
    with log.open("w") as out:
        process = subprocess.Popen([*map(str, command)], env=environment, stdout=out, stderr=out)
    try:
        _wait(process, port, log)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait(process: subprocess.Popen, port: int, log: Path) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10).close()
            return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
    raise AssertionError(log.read_text())

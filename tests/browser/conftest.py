"""Chromium, axe-core and vnu for the tests of pages.

`npm ci` in tests/browser brings axe-core and vnu from the lock file. Where they or Chromium are missing,
the tests are skipped on a desk and fail in CI.
"""

import atexit
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from tests.browser.waiting import let_reads_wait
from tests.publish.fictional import report

from careplace.publish import write

HERE = Path(__file__).parent
SHOTS = HERE / "screenshots"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _absent(what: str) -> None:
    message = f"{what} is missing: install Chromium and Java, and run npm ci in tests/browser"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def _module(*parts: str) -> Path:
    path = HERE.joinpath("node_modules", *parts)
    if not path.exists() and shutil.which("npm"):
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=HERE, check=False)
    if not path.exists():
        _absent(parts[0])
    return path


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return _module("axe-core", "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def validate():
    """`validate(path, …)` gives what vnu finds wrong with HTML files; empty when nothing."""
    jar = _module("vnu-jar", "build", "dist", "vnu.jar")
    java = shutil.which("java") or _absent("java")

    def run(*paths: Path) -> str:
        command = [java, "-Xmx512m", "-jar", str(jar), "--format", "gnu", *map(str, paths)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stderr

    return run


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or _absent("chromium")
    browser = _playwright().chromium.launch(executable_path=executable, args=list(FLAGS))
    yield browser
    browser.close()


@cache
def _playwright():
    """One a process: a second beside it is refused, and tests of two rooms may share a process."""
    from playwright.sync_api import sync_playwright

    # Its event loop runs in this thread, where Django would refuse to speak to a database in any later test.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    let_reads_wait()
    started = sync_playwright().start()
    atexit.register(started.stop)
    return started


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """A folder with the fictional place's whole report."""
    to = tmp_path_factory.mktemp("report")
    write(report(), to, ["html", "json", "csvw"])
    return to


@pytest.fixture(scope="session")
def report_file(folder) -> Path:
    return next(folder.glob("*.html"))


@pytest.fixture
def open_page(chromium):
    """`open_page(path, width, **options)` opens a file and gives the page; `page.asked` lists its requests."""
    contexts = []

    def opened(path: Path, width: int = 1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where screenshots go, to be looked at; git ignores it."""
    SHOTS.mkdir(exist_ok=True)
    return SHOTS

"""Which site's settings a process of the tests has: Django takes one set a process, and Careplace has three sites.

A run of folders named "casework" alone has those of the staff site, and one of folders named "responses" those of the site
for responses. Every other run has those of the public site; in it each test file of another site is one test, which runs
the file in a process of its own.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = "casework"
RESPONSES = "responses"
OTHERS = {FOLDER: "casework", RESPONSES: "consultation"}
"""{folder: the site that its tests are of}"""
VARIABLE = "TESTED_SITE"
OWN = ("PYTEST_", "DJANGO_")
"""Beginnings of variables that a run of the public site has for itself."""


def site_of(arguments: list[str]) -> str:
    """The site that the arguments of a run ask for."""
    paths = [Path(argument.split("::")[0]) for argument in arguments if not argument.startswith("-")]
    paths = [path for path in paths if path.exists() and "tests" in path.resolve().parts]
    for folder, site in OTHERS.items():
        if paths and all(folder in path.resolve().parts for path in paths):
            return site
    return "public"


def other_site(path: Path) -> str:
    """The site whose settings a test file needs, where it is not that of this process; else ""."""
    sites = [site for folder, site in OTHERS.items() if folder in path.parts]
    return next((site for site in sites if site != SITE), "")


# Processes that a run starts inherit the variable: the workers of pytest-xdist have no arguments of their own.
SITE = os.environ.setdefault(VARIABLE, site_of(sys.argv[1:]))


class OtherProcess(pytest.File):
    """A test file of another site."""

    def collect(self):
        yield WholeFile.from_parent(self, name="in_a_process_of_its_own")


class WholeFile(pytest.Item):
    """All tests of a file, run in a process with the settings of its site."""

    def runtest(self):
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            str(self.path),
        ]
        command += ["-m", self.config.option.markexpr] if self.config.option.markexpr else []
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
        environment = inherited | {VARIABLE: other_site(self.path)}
        run = subprocess.run(
            command, env=environment, cwd=self.config.rootpath, capture_output=True, text=True, check=False
        )
        # 5: the marks left no test of the file.
        if run.returncode not in (0, 5):
            raise FileFailed(run.stdout[-20_000:] + run.stderr[-5_000:])
        if run.returncode == 5 or " passed" not in run.stdout:
            pytest.skip(run.stdout.strip().splitlines()[-1])

    def repr_failure(self, excinfo, style=None):
        return (
            str(excinfo.value)
            if isinstance(excinfo.value, FileFailed)
            else super().repr_failure(excinfo, style)
        )

    def reportinfo(self):
        return self.path, None, self.path.name


class FileFailed(Exception):
    """A test of the file failed; the message is what pytest printed."""

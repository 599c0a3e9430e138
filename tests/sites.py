"""Which site's settings a process of the tests has: Django takes one set of settings a process, and Careplace has two sites.

A run of folders named "casework" alone has those of the staff site. Every other run has those of the public site; in it
each test file of casework is one test, which runs the file in a process of its own.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = "casework"
VARIABLE = "TESTED_SITE"
OWN = ("PYTEST_", "DJANGO_")
"""Beginnings of variables that a run of the public site has for itself."""


def site_of(arguments: list[str]) -> str:
    """The site that the arguments of a run ask for."""
    paths = [Path(argument.split("::")[0]) for argument in arguments if not argument.startswith("-")]
    paths = [path for path in paths if path.exists() and "tests" in path.resolve().parts]
    return FOLDER if paths and all(FOLDER in path.resolve().parts for path in paths) else "public"


# Processes that a run starts inherit the variable: the workers of pytest-xdist have no arguments of their own.
SITE = os.environ.setdefault(VARIABLE, site_of(sys.argv[1:]))


class OtherProcess(pytest.File):
    """A test file of casework in a run of the public site."""

    def collect(self):
        yield WholeFile.from_parent(self, name="in_a_process_of_its_own")


class WholeFile(pytest.Item):
    """All tests of a file, run in a process with casework's settings."""

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
        environment = inherited | {VARIABLE: FOLDER}
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

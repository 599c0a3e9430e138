"""Each package imports only those below it, and no circle of imports exists."""

import re
import subprocess
import sys
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from grimp import build_graph

REPOSITORY = Path(__file__).parents[1]
SETTINGS = REPOSITORY / "pyproject.toml"


@pytest.fixture(scope="module")
def graph():
    return build_graph("careplace", cache_dir=None)


def test_the_contracts_of_pyproject_hold():
    """In a process of its own: it switches off the logs of the process that it runs in."""
    program = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run(
        [program, "--config", SETTINGS, "--no-cache"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


def test_every_package_is_in_a_layer():
    """A package that no layer names would be free to import anything."""
    contract = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][0]
    layers = {name.strip(" ()") for layer in contract["layers"] for name in layer.split("|")}
    packages = {path.stem for path in (REPOSITORY / "src/careplace").iterdir() if path.stem.isalpha()}
    assert {f"careplace.{name}" for name in packages} <= layers


def test_no_circle_of_imports_of_any_length(graph):
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(reversed(circle.args[1])))


def test_casework_knows_nothing_of_http():
    """Its rules must hold for commands and timers too. Import-linter sees other people's packages as wholes."""
    names = re.compile(
        r"^\s*(?:from|import) (django\.(?:http|shortcuts|views|urls|middleware)\S*)", re.MULTILINE
    )
    files = (REPOSITORY / "src/careplace/casework").rglob("*.py")
    imports = {str(path): names.findall(path.read_text(encoding="utf-8")) for path in files}
    assert len(imports) > 20
    assert {path: found for path, found in imports.items() if found} == {}

"""build, editions, places, demo, fetch and harvest, as they are typed."""

import json
import re
import shutil
import subprocess
import sys

import click
import httpx
import pytest

import careplace as package
from careplace.cli import COMMANDS, main
from careplace.cli.editions import differences
from careplace.cli.fetch import line
from careplace.editions import manifest
from careplace.editions.compare import Comparison
from careplace.editions.home import Home
from careplace.sources.fetch import Fetched


def test_the_build_says_what_it_did(built):
    home, said = built
    id = Home(home).current()
    assert re.match(
        rf"Edition {id} is built and serves \(\d+\.\d s\)\n\d+ files read, [\d,]+ figures\n", said
    )
    assert re.search(r"^  2026-09-01  cqc_location +\d+ locations, national$", said, flags=re.MULTILINE)
    assert re.search(r"^Checks: \d+ passed$", said, flags=re.MULTILINE)


def test_a_second_build_finds_the_edition_standing(careplace, small, small_home, tmp_path):
    home = shutil.copytree(small_home, tmp_path / "home", symlinks=True)
    again = careplace("build", "--raw", small, CAREPLACE_HOME=str(home))
    assert again.stdout.startswith(f"Edition {Home(home).current()} stood already, is unharmed and serves")
    assert again.stderr == ""


def test_files_left_aside_are_named(careplace, small, small_home, tmp_path):
    home, more = shutil.copytree(small_home, tmp_path / "home", symlinks=True), tmp_path / "more"
    more.mkdir()
    (more / "letter.txt").write_text("Dear all,\n")
    said = careplace("build", "--raw", small, "--raw", more, "--home", home).stdout
    assert "Left aside, 1 file of no publication that Careplace reads:\n  letter.txt\n" in said


def test_files_that_cannot_be_read_are_named_with_why_and_refused_on_request(careplace, small, tmp_path):
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "notes.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (bad / "page.csv").write_text("<html>503</html>")
    words = ("build", "--raw", small, "--raw", bad, "--home", tmp_path / "home")
    result = careplace(*words)
    assert result.exit_code == 0
    assert (
        "Left aside, 2 files that cannot be read:\n  notes.xlsx\n    found a workbook or zip" in result.stdout
    )
    assert "  page.csv\n    found a web page (HTML)" in result.stdout
    listed = careplace("editions", "--home", tmp_path / "home").stdout
    assert "\n  without, since it could not be read: notes.xlsx, page.csv" in listed
    strict = careplace(*words, "--strict")
    assert (strict.exit_code, strict.stdout) == (1, "")
    assert "nothing was built; the last edition goes on serving.\nfile notes.xlsx: found" in strict.stderr


def test_a_stray_file_alone_builds_nothing_and_says_what_would_be_lost(careplace, built, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(built[0], home, symlinks=True)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "shopping.csv").write_text("eggs,2\nmilk,1\n")
    result = careplace("build", "--raw", tmp_path / "raw", "--home", home)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "UK local authorities, past and current: 1 file" in result.stderr
    assert Home(home).current() == Home(built[0]).current()


def test_build_without_raw_is_wrong_usage(careplace, tmp_path):
    assert careplace("build", "--home", tmp_path).exit_code == 2


def test_build_of_a_folder_that_is_not_there_says_so(careplace, tmp_path):
    result = careplace("build", "--raw", tmp_path / "nowhere", "--home", tmp_path / "home")
    assert result.exit_code == 1
    assert "nowhere does not exist: --raw names the folder that holds the published files" in result.stderr


def test_editions_lists_verifies_and_compares(careplace, built):
    home, _said = built
    id = Home(home).current()
    (listed,) = careplace("editions", "--home", home).stdout.splitlines()
    assert re.fullmatch(rf"{id}  serves  made 20.*  \d+ files, [\d,]+ figures, \d+\.\d MiB", listed)
    assert careplace("editions", "verify", "--home", home).stdout == f"Edition {id} is unharmed\n"
    assert careplace("--home", home, "editions", "compare", id, id[-6:]).stdout.endswith("do not differ\n")


def test_published_parts_that_do_not_add_up_are_listed_by_the_verification(careplace, small_home, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(small_home, home, symlinks=True)
    folder = Home(home).edition(None)
    sealed = manifest.read(folder)
    noted = {
        "check": "parts",
        "about": "ascof_outcome 6B 2024-25 by rating",
        "outcome": "noted",
        "says": "as found",
    }
    manifest.seal(folder, sealed | {"checks": [*sealed["checks"], noted]})
    lines = careplace("editions", "verify", "--home", home).stdout.splitlines()
    assert lines == [f"Edition {folder.name} is unharmed", "  ascof_outcome 6B 2024-25 by rating: as found"]
    assert [check["outcome"] for check in sealed["checks"] if check["check"] == "parts"]


def test_damage_is_told_and_mended(careplace, small, small_home, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(small_home, home, symlinks=True)
    table = home / "current" / "tables" / "area.parquet"
    table.write_bytes(b"\0" + table.read_bytes()[1:])
    result = careplace("editions", "verify", "--home", home)
    assert result.exit_code == 1
    assert "is damaged; build it again:\n  tables/area.parquet: changed" in result.stderr
    (home / "current" / "manifest.sha256").write_text("0")
    assert careplace("editions", "--home", home).stdout.endswith("  damaged: build it again\n")
    assert careplace("build", "--raw", small, "--home", home).exit_code == 0
    assert careplace("editions", "verify", "--home", home).exit_code == 0


def test_an_edition_of_fewer_periods_is_refused(careplace, fewer, small_home, tmp_path):
    home = shutil.copytree(small_home, tmp_path / "home", symlinks=True)
    refused = careplace("build", "--raw", fewer, "--home", home)
    assert refused.exit_code == 1
    assert "without 1 period that the last edition has (2026-09-01)" in refused.stderr


def test_two_editions_are_compared_chosen_and_pruned(careplace, small_home, two_editions_home, tmp_path):
    home = shutil.copytree(two_editions_home, tmp_path / "home", symlinks=True)
    first, second = Home(small_home).current(), Home(home).current()
    said = careplace("editions", "compare", first, second, "--home", home).stdout
    assert said.startswith(f"From edition {first} to {second}\n")
    assert "\n  file removed: 01_September_2026_Latest_ratings.ods (" in said
    assert re.search(r"^  2 periods removed: 20\S+\.\.2026-09-01, 2026-09-01$", said, flags=re.MULTILINE)
    assert re.search(r"^  table cqc_rating: [\d,]+ rows to [\d,]+ rows$", said, flags=re.MULTILINE)
    assert re.search(r"^  figures of rating-count: [\d,]+ removed", said, flags=re.MULTILINE)
    assert careplace("editions", "rollback", "--home", home).stdout == f"Edition {first} serves\n"
    assert careplace("editions", "use", second, "--home", home).stdout == f"Edition {second} serves\n"
    pruned = careplace("editions", "prune", "--keep", "1", "--raw", "--home", home).stdout
    assert re.fullmatch(rf"1 editions and \d+ raw files removed\n  {first}\n", pruned)
    assert careplace("editions", "rollback", "--home", home).exit_code == 1


def test_a_change_of_value_is_told_with_its_figure():
    row = {"measure": "m", "place": "E1", "period": "2026-05-01", "breakdown": "all", "unit": "share"}
    counted = [{"measure": "m", "added": 0, "removed": 0, "changed": 1200}]
    told = differences(
        Comparison("a", "b", {}, {"t": (None, 2)}, counted, [{**row, "before": 0.5, "after": 0.25}])
    )
    assert told == [
        "From edition a to b",
        "  table t: absent to 2 rows",
        "  figures of m: 1,200 changed",
        "    m/E1/2026-05-01/all: 0.5 to 0.25 share",
    ]


def test_places_and_periods_that_came_and_went_are_named():
    places = {"added": [f"Town {n} (E{n})" for n in range(12)], "removed": ["Old Moor (E99)"]}
    told = differences(
        Comparison("a", "b", {}, {}, [{"measure": "m", "added": 12, "removed": 1, "changed": 0}], [], places)
    )
    assert told[1].startswith("  12 places added: Town 0 (E0), Town 1 (E1), ")
    assert told[1].endswith("Town 9 (E9) and 2 more")
    assert told[2] == "  place removed: Old Moor (E99)"
    periods = {"added": ["2026-05-01"], "removed": []}
    told = differences(Comparison("a", "b", {}, {"t": (1, 2)}, [], [], {}, periods))
    assert told[1] == "  period added: 2026-05-01"


def test_an_empty_home_says_what_to_do(careplace, tmp_path):
    assert "run `careplace build --raw DIR`" in careplace("editions", "--home", tmp_path).stdout
    result = careplace("places", "--home", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "run `careplace build --raw DIR` first" in result.stderr


def test_places_are_listed_found_and_missed(careplace, built):
    home, _said = built
    listed = careplace("places", "--home", home).stdout.splitlines()
    assert len(listed) == 16
    code, name = re.match(r"(\S+)  (.+), council", listed[0]).groups()
    assert careplace("places", *name.split(), "--home", home).stdout.splitlines()[0] == listed[0]
    assert careplace("places", code.lower(), "--home", home).stdout.splitlines()[0] == listed[0]
    (row, *_) = json.loads(careplace("places", name, "--json", "--home", home).stdout)
    assert (row["code"], row["name"], row["kind"]) == (code, name, "council")
    assert row["match"] == "name"
    like = careplace("places", f"{name}q", "--home", home).stdout.splitlines()
    assert like[0] == "No place is called exactly that. These are like it:"
    assert like[1] == listed[0]
    (row, *_) = json.loads(careplace("places", f"{name}q", "--json", "--home", home).stdout)
    assert row["match"] == "like"
    result = careplace("places", "Xqzzv", "--home", home)
    assert result.exit_code == 1
    assert "No place is called 'Xqzzv'" in result.stderr


def test_demo_writes_the_same_files_again(careplace, tmp_path):
    for name in ("one", "two"):
        said = careplace("demo", "--to", tmp_path / name, "--councils", 16, "--locations", 60)
        assert said.stdout.endswith(f"Next: careplace build --raw {tmp_path / name}\n")
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_fetch_tells_what_came_of_each_publication_and_fails_if_one_did(careplace, tmp_path, monkeypatch):
    found = [
        Fetched("ratings", "new", tmp_path / "r.ods", "https://example.org/r.ods", "ab", 1234),
        Fetched("directory", "failed", problem="no link on https://example.org/; look there"),
    ]
    monkeypatch.setattr(sys.modules["careplace.cli.fetch"], "fetch_files", lambda to, keys, progress: found)
    result = careplace("fetch", "--to", tmp_path)
    assert result.stdout == (
        f"new        ratings: {tmp_path / 'r.ods'}, 1,234 bytes\n"
        "failed     directory: no link on https://example.org/; look there\n"
    )
    assert (result.exit_code, result.stderr) == (1, "Error: 1 of 2 publications could not be fetched\n")
    assert line(Fetched("x", "by hand", problem="look")) == "by hand    x: look"


def test_fetch_of_a_publication_that_is_not_known_names_those_that_are(careplace, tmp_path):
    result = careplace("fetch", "--to", tmp_path, "--only", "horoscope")
    assert result.exit_code == 1
    assert "horoscope: no such publication; choose from " in result.stderr


def test_harvest_without_a_key_says_where_to_get_one(careplace, tmp_path):
    result = careplace("harvest", "--to", tmp_path)
    assert result.exit_code == 1
    assert "CAREPLACE_CQC_KEY is not set" in result.stderr


def test_harvest_leaves_one_file_where_a_build_finds_it(careplace, tmp_path, monkeypatch):
    def answer(request: httpx.Request) -> httpx.Response:
        field = request.url.path.rsplit("/", 1)[-1]
        return httpx.Response(200, json={"total": 0, "totalPages": 1, "page": 1, field: [], "changes": []})

    # The client's own tests talk to a server; here only its answers are replaced.
    real = httpx.Client
    monkeypatch.setattr(
        httpx, "Client", lambda **options: real(transport=httpx.MockTransport(answer), **options)
    )
    result = careplace("harvest", "--to", tmp_path, CAREPLACE_CQC_KEY="a-key-for-tests")
    assert result.exit_code == 0, result.output
    (made,) = [path for path in tmp_path.iterdir() if not path.name.startswith(".")]
    assert re.fullmatch(r"cqc-api_\d{4}-\d\d-\d\d\.jsonl\.gz", made.name)
    assert (tmp_path / ".harvest" / "journal.jsonl").exists()


def test_python_minus_m_careplace_is_careplace(tmp_path):
    command = [sys.executable, "-W", "error", "-m", "careplace", "--home", str(tmp_path), "places"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"Error: {tmp_path} holds no edition: run `careplace build --raw DIR` first\n"


def test_the_version_is_the_packages(careplace):
    assert careplace("--version").stdout == f"careplace, version {package.__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_a_module_of_this_package(command):
    found = main.get_command(click.Context(main), command)
    assert found.name == command

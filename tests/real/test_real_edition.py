"""An edition of the published data: whole, the same on any number of cores, and traceable to the files."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from careplace.editions.compare import compare
from careplace.editions.keeping import verify
from careplace.editions.opening import open_edition
from careplace.measures.dictionary import measures
from careplace.sources.cqc import people

pytestmark = pytest.mark.real

NATIONAL = "latest_ratings_england_2021-02.csv.gz"


@pytest.fixture(scope="module")
def home(real_home):
    return real_home


@pytest.fixture
def edition(home):
    with open_edition(home) as opened:
        yield opened


def test_it_is_unharmed_and_does_not_differ_from_itself(home, edition):
    assert verify(home) == []
    assert compare(home, edition.id, edition.id).same


def test_the_national_snapshot_of_2021_is_whole(edition):
    national = [row for row in edition.manifest["snapshots"] if row["national"]]
    assert [(r["snapshot"], r["table"], r["locations"], r["councils"]) for r in national] == [
        ("2021-02-01", "cqc_rating", 31_966, 151)
    ]


def test_snapshots_of_one_council_stand_beside_the_national_one(edition):
    local = {
        (r["snapshot"], r["table"]): r["councils"] for r in edition.manifest["snapshots"] if not r["national"]
    }
    assert set(local.values()) == {1}
    assert ("2026-05-29", "cqc_rating") in local
    assert any(table == "cqc_location" for _snapshot, table in local)


def test_every_row_leads_to_a_raw_file_that_is_kept(home, edition):
    inputs = {entry["sha256"]: entry["name"] for entry in edition.manifest["inputs"]}
    (row,) = edition.engine.rows("select list(distinct source) as sources from cqc_rating")
    assert {inputs[source] for source in row["sources"]} >= {NATIONAL}
    for sha256 in row["sources"]:
        data = (home / "raw" / sha256[:2] / sha256).read_bytes()
        assert hashlib.sha256(data).hexdigest() == sha256


def test_inputs_say_publisher_licence_and_date(edition):
    for entry in edition.manifest["inputs"]:
        assert entry["publisher"]
        assert entry["licence"]
        assert entry["page"].startswith("https://")
    dated = {e["name"]: (e["snapshot"], e["basis"]) for e in edition.manifest["inputs"] if not e["places"]}
    assert dated[NATIONAL][0] == "2021-02-01"
    assert dated[NATIONAL][1]


def test_the_gazetteer_is_the_editions(edition):
    assert edition.gazetteer.resolve("Coventry").code == "E08000026"
    assert len(edition.gazetteer.group("england").members) == 153


def test_no_personal_names_are_in_the_text_that_is_kept(edition):
    """Managers and nominated individuals are dropped at the door, from the raw text too."""
    for name in edition.manifest["raw_text"]:
        edition.engine.view_parquet("raw_text", edition.folder / name)
        headings = " ".join(edition.engine.sql("select * from raw_text limit 0").schema.names).lower()
        assert not [
            word for word in ("manager", "nominated", "telephone", "partner name") if word in headings
        ]


@pytest.mark.release  # a build of its own; test_engine.py and editions/test_build.py hold it in small
def test_the_same_bytes_on_one_core_and_on_all(real_data, home, tmp_path):
    script = "import sys; from careplace.editions.build import build; build(sys.argv[1], sys.argv[2])"
    command = [sys.executable, "-c", script, str(real_data), str(tmp_path)]
    one_core = {min(os.sched_getaffinity(0))} if hasattr(os, "sched_setaffinity") else None
    limit = (lambda: os.sched_setaffinity(0, one_core)) if one_core else None
    subprocess.run(command, check=True, preexec_fn=limit)
    assert checksums(tmp_path) == checksums(home)


def checksums(home: Path) -> dict[str, str]:
    folder = (home / "current").resolve()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    digests = {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
    return {"id": folder.name, **digests}


def test_every_measure_of_a_table_that_is_here_has_figures(edition):
    """A series that no observation has is a slip of the pen in the dictionary."""
    here = {path.stem for path in (edition.folder / "tables").iterdir()}
    told = {row["measure"] for row in edition.engine.rows("select distinct measure from figure")}
    assert [m.id for m in measures().values() if m.table in here and m.id not in told] == []


def test_figures_of_outcomes_lie_within_their_limits_and_lead_to_files(edition):
    outcomes = sorted((edition.folder / "figures" / "outcomes").glob("*.parquet"))
    assert [path.stem for path in outcomes] == ["day", "month", "year"]
    edition.engine.view_parquet("outcome", *outcomes)
    assert (
        edition.engine.rows(
            "select measure, place, period, breakdown, count(*) as n from outcome group by all having count(*) > 1"
        )
        == []
    )
    assert (
        edition.engine.rows(
            "select * from outcome where value < lower95 or value > upper95 or lower95 < lower998 or upper95 > upper998"
            " or (value is null and (status in ('final', 'provisional') or reason = ''))"
        )
        == []
    )
    known = {entry["sha256"][:12] for entry in edition.manifest["inputs"]}
    sources = edition.engine.rows("select distinct unnest(string_split(source, '|')) as source from outcome")
    assert {row["source"] for row in sources} <= known


TITLED = re.compile(r"\b(?:Mr|Mrs|Miss|Ms|Mx|Dr|Drs|Prof|Professor)\b\.?\s+[A-Z]")
# Reviewed: organisations, and practices and a hospice that are named in memory of a doctor or after one.
NOT_PEOPLE = {
    "Push Dr Limited",
    "The Dr French Memorial Home Limited",
    "Dr Sidhu's Medical Practice",
    "Dr Kershaw's Hospice",
}


def texts(home) -> set[tuple[str, str]]:
    """(file and column, text) of every text of an edition, each once."""
    folder = (home / "current").resolve()
    found = set()
    for room in ("tables", "figures", "raw-text"):
        for path in (folder / room).rglob("*.parquet"):
            table = pq.read_table(path)
            for name in (n for n in table.column_names if pa.types.is_string(table[n].type)):
                where = f"{path.relative_to(folder)} {name}"
                found |= {(where, text) for text in table[name].unique().to_pylist() if text}
    return found


def test_no_text_of_the_edition_names_a_person_by_title(home):
    named = {(where, text) for where, text in texts(home) if TITLED.search(text)}
    assert {text for _where, text in named} == NOT_PEOPLE
    assert not [where for where, _text in named if "name" not in where.casefold()]


def test_no_provider_of_the_edition_is_named_as_people_are(home, edition):
    """The rule over what it has left: each provider and location, where no ownership says what they are."""
    people.install(edition.engine)
    engine = edition.engine
    engine.connection.execute(
        "create or replace temp view unowned as select provider_name as name from register where ownership is null"
    )
    assert engine.rows("select name from traits_of('unowned') as trait where is_named_as_people(trait)") == []
    engine.connection.execute(
        "create or replace temp view located as select location_name as name from register"
    )
    rows = engine.rows(
        "select name as location_name from traits_of('located') where has_title and not has_legal_form"
    )
    assert {row["location_name"] for row in rows} <= NOT_PEOPLE
    (row,) = edition.engine.rows(
        "select count(distinct location_id) filter (where starts_with(location_name, 'Individual/')) as locations, "
        "count(distinct provider_id) filter (where starts_with(provider_name, 'Individual/')) as providers "
        "from register where snapshot = '2021-02-01'"
    )
    assert row["locations"] == 23
    assert row["providers"] > 2_474, "those that CQC itself calls by number in this file"

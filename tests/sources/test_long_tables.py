"""Which columns of a long file are read, whatever a release calls them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.sources.books import open_book
from careplace.sources.long_tables import columns_read, long_tables
from careplace.sources.publication import RawFile

DIRECTORY = long_tables()["postcode-directory"]
NSPL = (
    "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,oa21,cty,ced,laua,ward,ctry,lat,long,imd"
)
ONSPD_2025 = "pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,east1m,north1m,lat,long,imd20ind"


@pytest.mark.parametrize(
    ("header", "district"),
    [(NSPL, "laua"), (NSPL.replace("laua", "oslaua"), "oslaua"), (ONSPD_2025, "lad25cd"), (ONSPD_2025.upper(), "LAD25CD")],
)  # fmt: skip
def test_every_release_that_we_know_is_read(header, district):
    names = header.split(",")
    columns = {name: names[at].lower() for name, at in DIRECTORY.columns(names).items()}
    assert columns == {
        "postcode": "pcds",
        "ended": "doterm",
        "district": district.lower(),
        "latitude": "lat",
        "longitude": "long",
    }


@given(st.permutations(NSPL.split(",")))
def test_columns_may_have_any_order(names):
    positions = columns_read((",".join(names) + "\n").encode())
    assert positions == sorted(names.index(name) for name in ("pcds", "doterm", "laua", "lat", "long"))


@pytest.mark.parametrize("missing", ["pcds", "laua", "lat", "long"])
def test_without_a_column_that_is_needed_it_is_read_whole(missing):
    assert columns_read(NSPL.replace(f"{missing},", "x,").encode()) is None


@pytest.mark.parametrize("data", [b"", b"\n", b"Location ID,lat,long\n1,2,3\n", b'"', b"\xff\xfe"])
def test_other_files_are_read_whole(data):
    assert columns_read(data) is None


def test_only_those_columns_are_in_the_book_and_ragged_rows_stay_where_they_are(tmp_path):
    row = ",".join(f"v{n}" for n in range(len(NSPL.split(","))))
    path = tmp_path / "nspl.csv"
    path.write_text("\n".join([NSPL, row, "short,row,pcds-of-short", row, ""]), encoding="utf-8")
    (sheet,) = open_book(RawFile(path, path.name, "a" * 64)).sheets
    assert sheet.cells.to_pylist() == [
        {"c0": "pcds", "c1": "doterm", "c2": "laua", "c3": "lat", "c4": "long"},
        {"c0": "v2", "c1": "v4", "c2": "v12", "c3": "v15", "c4": "v16"},
        {"c0": "pcds-of-short", "c1": None, "c2": None, "c3": None, "c4": None},
        {"c0": "v2", "c1": "v4", "c2": "v12", "c3": "v15", "c4": "v16"},
    ]
    assert sheet.ragged == (3,)

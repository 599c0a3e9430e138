from datetime import date

import pytest

from careplace.demo import generate


def contents(files):
    return {path.name: path.read_bytes() for path in files}


def test_the_same_seed_gives_the_same_bytes(tmp_path, demonstration):
    _folder, written = demonstration
    assert contents(generate(tmp_path, locations=400)) == contents(written)


def test_another_seed_gives_another_nation(tmp_path, demonstration):
    _folder, written = demonstration
    other = contents(generate(tmp_path, locations=400, seed=2))
    assert set(other) == set(contents(written))
    differing = [name for name, data in contents(written).items() if other[name] != data]
    assert "01_September_2026_HSCA_Active_Locations.ods" in differing


def test_progress_is_told(tmp_path):
    said = []
    generate(tmp_path / "made", locations=50, councils=16, snapshots=[date(2026, 9, 1)], progress=said.append)
    assert said == ["places", "outcomes", "register of 01 September 2026"]


def test_without_a_snapshot_there_is_nothing_to_write(tmp_path):
    with pytest.raises(ValueError, match="at least one snapshot"):
        generate(tmp_path, snapshots=[])


def test_every_file_said_to_be_written_is_there(demonstration):
    folder, written = demonstration
    assert sorted(folder.iterdir()) == sorted(written)

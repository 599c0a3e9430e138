"""A few dozen damaged files: each is read or refused in words. `make faults` tries hundreds, or ten thousand."""

import pytest
from tests.faults.fuzz.run import FAILED, run
from tests.faults.fuzz.samples import missing, samples

CASES, GROUPS = 60, 2


def test_there_is_a_sample_of_every_publication(tmp_path):
    found, _tables, _gazetteer = samples(tmp_path)
    assert missing(found) == set()


@pytest.mark.parametrize("group", range(GROUPS))
def test_no_spoilt_file_ends_in_anything_but_words(group):
    failed = [outcome for outcome in run(range(group, CASES, GROUPS)) if outcome.became in FAILED]
    assert failed == []

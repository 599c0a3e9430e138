"""Two dozen damaged files: each is read or refused in words. `make faults` tries hundreds, or ten thousand."""

from tests.faults.fuzz.run import FAILED, run
from tests.faults.fuzz.samples import missing, samples

CASES = 24


def test_there_is_a_sample_of_every_publication(tmp_path):
    found, _tables, _gazetteer = samples(tmp_path)
    assert missing(found) == set()


def test_no_spoilt_file_ends_in_anything_but_words():
    failed = [outcome for outcome in run(range(CASES)) if outcome.became in FAILED]
    assert failed == []

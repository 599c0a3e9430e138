"""Checksums of files are those of their bytes, however many."""

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from careplace.checksum import file_sha256


@settings(deadline=None)
@given(data=st.binary(max_size=5000))
def test_the_checksum_of_a_file_is_that_of_its_bytes(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("checksum") / "file"
    path.write_bytes(data)
    assert file_sha256(path) == hashlib.sha256(data).hexdigest()

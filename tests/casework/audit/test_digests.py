"""A digest covers a value, and not how it was written."""

from datetime import date
from hashlib import sha256

from careplace.casework.audit.digests import digest_of_value


def test_the_digest_is_that_of_sorted_json_without_spaces():
    value = {"on": date(2026, 11, 29), "name": "Zoë", "of": [1, None]}
    text = '{"name":"Zoë","of":[1,null],"on":"2026-11-29"}'
    assert digest_of_value(value) == sha256(text.encode()).hexdigest()
    assert digest_of_value(dict(reversed(value.items()))) == digest_of_value(value)

"""JSON records that carry the checksum of their own content.

The checksum finds damage and edits by hand. It is no signature: whoever may write to the store can write a new one.
"""

import hashlib
import json
from typing import Any

SEAL = "seal"


def sealed(record: dict[str, Any]) -> bytes:
    """`record` as JSON, with its checksum under the key "seal"."""
    return (_text({**record, SEAL: _checksum(record)}) + "\n").encode()


def unsealed(data: bytes) -> dict[str, Any]:
    """The record that `sealed` wrote.

    Raises:
        ValueError: where it is no JSON object, or not as it was written.
    """
    record = json.loads(data)
    if not isinstance(record, dict) or record.pop(SEAL, None) != _checksum(record):
        raise ValueError("it is not as it was written")
    return record


def _checksum(record: dict[str, Any]) -> str:
    return hashlib.sha256(_text(record).encode()).hexdigest()


def _text(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)

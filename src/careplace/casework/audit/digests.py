"""How an event and a personal text are hashed: SHA-256 over JSON that is written in one way only."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from careplace.casework.audit.models import Event

SIGNED = ("place", "number", "person", "action", "kind", "record", "before", "after", "previous")
"""Fields of an event that its digest covers, besides its time."""


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: the same value always gives the same text."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def digest_of_value(value: Any) -> str:
    """The digest of a value, by its canonical JSON."""
    return _sha256(canonical(value))


def digest_of(event: Event) -> str:
    """The digest of everything in an event, and so of every event before it."""
    fields = {name: getattr(event, name) for name in SIGNED}
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    return digest_of_value(fields | {"at": at})


def salted(salt: str, text: str) -> str:
    """The digest of a personal text."""
    return _sha256(f"{salt}\n{text}")


def without_texts(values: Mapping[str, Any], digests: Mapping[str, str]) -> dict[str, Any]:
    """The values with each personal one replaced by its digest."""
    return {name: {"sha256": digests[name]} if name in digests else value for name, value in values.items()}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

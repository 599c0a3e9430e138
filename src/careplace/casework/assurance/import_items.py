"""What the rows of a file would do: the same questions for every kind of record that is imported."""

from collections.abc import Iterable
from typing import Any, Protocol

from careplace.casework.audit.digests import digest_of_value


class ImportItem(Protocol):
    """A row and what it does. `number` is the row as a spreadsheet shows it, `action` a word for what happens."""

    @property
    def number(self) -> int: ...

    @property
    def action(self) -> str: ...

    def touched(self) -> list[Any]:
        """The records that it is about, each by id and version: a colleague's change of them changes what it does."""
        ...


def fingerprint(items: Iterable[ImportItem]) -> str:
    """A digest of what the items do to which versions: the same as long as nobody changed one of these records."""
    summary = [(item.number, item.action, *item.touched()) for item in items]
    return digest_of_value(summary)


def counted(items: Iterable[ImportItem], actions: Iterable[str]) -> dict[str, int]:
    """{action: how many rows do it}"""
    words = [item.action for item in items]
    return {action: words.count(action) for action in actions}

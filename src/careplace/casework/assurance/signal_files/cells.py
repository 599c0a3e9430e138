"""The cells of a row of signals: their columns, their values, and what is wrong with them."""

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from django.core.exceptions import ValidationError

from careplace.casework.assurance.kinds import all_signal_kinds, signal_kinds
from careplace.casework.assurance.models import SENSITIVITIES, Signal
from careplace.casework.assurance.signal_files.models import SignalReference
from careplace.casework.import_file import Row
from careplace.casework.scope.actor import Actor
from careplace.casework.scope.roles import roles

SERVICE_COLUMNS = ("location_id", "contract_reference", "service")
"""By which of them a row's service is known, the first that is filled first."""
FIELDS = ("kind", "happened_on", "source", "text", "sensitivity")
COLUMNS = (*SERVICE_COLUMNS, *FIELDS, "reference")
REQUIRED = FIELDS[:4]
RESTRICTED = "signals.restricted"
_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?: 00:00:00)?", re.ASCII)
_ENGLISH_DAY = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})", re.ASCII)
Wrong = list[tuple[str, str]]
"""[(column, what is expected there)]"""


def values_of(row: Row, actor: Actor) -> tuple[dict[str, Any], Wrong]:
    """The fields of a signal that a row has, and what is wrong with them."""
    values: dict[str, Any] = {name: row.get(name, "") for name in FIELDS}
    values["kind"] = kind_of(values["kind"])
    values["sensitivity"] = _sensitivity(values["sensitivity"])
    day = day_of(values["happened_on"])
    wrong = [] if day else [("happened_on", "a day such as 2026-03-27 or 27/03/2026")]
    values["happened_on"] = day
    if values["sensitivity"] == "restricted" and not actor.may(RESTRICTED):
        wrong.append(("sensitivity", f"ordinary: only these enter restricted signals: {_titles()}"))
    return values, wrong + _refused(values, row.get("reference", ""))


def kind_of(text: str) -> str:
    """The key of a kind by its key, its words or another name of it; the text itself where it is none."""
    return _kinds_by_name().get(" ".join(text.split()).casefold(), text)


def day_of(text: str) -> date | None:
    """A day that is written in one of two ways, or by a workbook; None for another text."""
    if match := _DAY.fullmatch(text):
        year, month, day = match.groups()
    elif match := _ENGLISH_DAY.fullmatch(text):
        day, month, year = match.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def kind_names() -> dict[str, list[str]]:
    """{key: other names of a kind that officers enter}"""
    return tomllib.loads((files(__package__) / "kind_names.toml").read_text(encoding="utf-8"))


@cache
def _kinds_by_name() -> dict[str, str]:
    names = {name: key for key, listed in kind_names().items() for name in listed}
    names |= {words: key for key, words in all_signal_kinds().items()}
    names |= {key.replace("_", " "): key for key in all_signal_kinds()} | {
        key: key for key in all_signal_kinds()
    }
    return {name.casefold(): key for name, key in names.items()}


def _sensitivity(text: str) -> str:
    words = {words.casefold(): key for key, words in SENSITIVITIES.items()}
    return words.get(text.casefold(), text.casefold()) or "ordinary"


def _titles() -> str:
    return ", ".join(role.title for role in roles().values() if RESTRICTED in role.may)


def _refused(values: dict[str, Any], reference: str) -> Wrong:
    """What the records themselves refuse: a text that names a resident, a kind that there is not, a day to come."""
    signal = Signal(**values, place="E00000000", state="open")
    noted = SignalReference(reference=reference, place="E00000000", state="noted")
    wrong = _messages(signal, {"id", "service"} | (set() if values["happened_on"] else {"happened_on"}))
    return wrong + (_messages(noted, {"id", "signal"}) if reference else [])


def _messages(record: Any, left_out: set[str]) -> Wrong:
    try:
        record.clean_fields(exclude=left_out)
    except ValidationError as error:
        return [(column, _expected(column, messages)) for column, messages in error.message_dict.items()]
    return []


def _expected(column: str, messages: list[str]) -> str:
    if column == "sensitivity":
        return f"{' or '.join(SENSITIVITIES)}, or nothing"
    kinds = f" ({', '.join(signal_kinds().values())})" if column == "kind" else ""
    return f"{' '.join(messages)}{kinds}"

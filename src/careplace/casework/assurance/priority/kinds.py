"""The kinds of signals that `kinds.toml` lists."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Kind(BaseModel):
    """Something that may be known about a service; the first lines of kinds.toml explain each field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    title: str
    type: Literal["level", "number", "event"]
    unknown: str
    levels: tuple[str, ...] = ()
    ageless: tuple[str, ...] = ()
    concern: Literal["high", "low"] = "high"
    nouns: tuple[str, str] = ("", "")
    public: bool = False


@cache
def kinds() -> dict[str, Kind]:
    """{key: kind}, in the order of the file."""
    text = files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8")
    entries = [Kind(**entry) for entry in tomllib.loads(text)["kind"]]
    return {kind.key: kind for kind in entries}

"""A ladder of escalation as versioned data: its levels, what each move needs, and when a level must be reviewed.

A suspension never ends by itself: once its review date has passed it stays in force and is overdue.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import Field, model_validator

from careplace.casework.data_file import Entry, Key, Words, parse, repeated
from careplace.publish.wording import day

Need = Literal["owner", "reason", "review date", "panel decision", "evidence"]
ASKS: Mapping[str, str] = {
    "owner": "Name the officer who owns the case",
    "reason": "Give the reason",
    "review date": "Give a review date",
    "panel decision": "Name the panel's decision",
    "evidence": "Name the evidence of improvement",
}


class Level(Entry):
    """A level of concern; `review_within` is the longest time to its review, in working days (None: no review)."""

    key: Key
    title: Words
    meaning: Words
    placements: Literal["open", "by agreement", "suspended"]
    review_within: int | None = Field(default=None, ge=1, le=260)
    raise_needs: tuple[Need, ...] = ()
    lower_needs: tuple[Need, ...] = ()

    @model_validator(mode="after")
    def _suspension_is_reviewed(self) -> "Level":
        if self.placements == "suspended" and self.review_within is None:
            raise ValueError(
                "placements are suspended, so review_within must be given: a suspension is reviewed"
            )
        if self.placements == "suspended" and "evidence" not in self.lower_needs:
            raise ValueError("placements are suspended, so lower_needs must have evidence: lifting needs it")
        return self


class Ladder(Entry):
    """A version of a ladder; `levels` are ordered from the least concern to the most."""

    id: Key
    version: int = Field(ge=1)
    title: Words
    source: Words
    illustrative: bool
    levels: tuple[Level, ...] = Field(min_length=2)

    def position(self, key: str) -> int:
        """Of a level: 0 for the least concern. Raises KeyError for one that the ladder does not have."""
        keys = [level.key for level in self.levels]
        if key not in keys:
            raise KeyError(f"{key}: no level of {self.id}, which has {', '.join(keys)}")
        return keys.index(key)

    def level(self, key: str) -> Level:
        """The level of a key. Raises KeyError as `position`."""
        return self.levels[self.position(key)]

    @model_validator(mode="after")
    def _first_level_needs_no_case(self) -> "Ladder":
        first = self.levels[0]
        if first.placements != "open" or first.review_within is not None:
            message = "its placements must be open, without review_within: it is the level of services without a case"
            raise ValueError(f"levels {first.key}: {message}")
        return self

    @model_validator(mode="after")
    def _keys_are_unique(self) -> "Ladder":
        if faults := repeated("levels", [level.key for level in self.levels]):
            raise ValueError("; ".join(faults))
        return self


@dataclass(frozen=True)
class Move:
    """A move that somebody proposes; empty fields are not given. `review_on` must be after `on`."""

    to: str
    on: date
    owner: str = ""
    reason: str = ""
    review_on: date | None = None
    panel_decision: str = ""
    evidence: str = ""

    def gives(self, need: str) -> bool:
        """Whether a need is met."""
        value = {"review date": self.review_on}.get(need, getattr(self, need.replace(" ", "_"), ""))
        return bool(value.strip() if isinstance(value, str) else value)


def needs(ladder: Ladder, level: str, to: str) -> tuple[str, ...]:
    """What a move from one level to another needs: lowering answers to the level that is left, and to all passed over."""
    start, end = ladder.position(level), ladder.position(to)
    if start == end:
        return ()
    passed = ladder.levels[end + 1 : start + 1]
    answered = {str(need) for below in passed for need in below.lower_needs} | {"reason"}
    wanted = set(ladder.levels[end].raise_needs) if end > start else answered
    wanted |= {"owner", "review date"} if ladder.levels[end].review_within else set()
    return tuple(need for need in ASKS if need in wanted)


def refusals(ladder: Ladder, level: str, move: Move, latest_review: date | None) -> list[str]:
    """Why a move cannot be made, a sentence each; none means that it can.

    `latest_review` is the last date on which the new level may be reviewed (`clocks` counts working days), or None.
    """
    if ladder.position(level) == ladder.position(move.to):
        return [f"The case is at {ladder.level(level).title} already"]
    asked = [ASKS[need] for need in needs(ladder, level, move.to) if not move.gives(need)]
    return [*asked, *review_problems(ladder.level(move.to), move, latest_review)]


def review_problems(level: Level, move: Move, latest: date | None) -> Iterable[str]:
    """What is wrong with the review date of a move or review; `latest` is as in `refusals`."""
    if move.review_on is None:
        return
    if move.review_on <= move.on:
        yield "The review date must be after the date of the move"
    if latest is not None and move.review_on > latest:
        yield f"{level.title} must be reviewed by {day(latest)}: {level.review_within} working days at most"


@cache
def default() -> Ladder:
    """The ladder that is used where a council has none of its own."""
    text = (files("careplace.casework.assurance.escalation") / "five-levels.toml").read_text("utf-8")
    return parse(Ladder, text, "five-levels.toml")

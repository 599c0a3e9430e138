"""The ladder of this site: the council's own (the setting CAREPLACE_LADDER), or the example."""

from datetime import date
from typing import cast

from django.conf import settings

from careplace.casework.assurance.escalation.ladder import Ladder, Level
from careplace.casework.clocks import Clock


def current_ladder() -> Ladder:
    """The ladder by which cases move."""
    return cast("Ladder", settings.LADDER)


def level_title(key: str) -> str:
    """The title of a level; its key where it was one of an earlier ladder."""
    return {level.key: level.title for level in current_ladder().levels}.get(key, key)


def latest_review(level: Level, on: date) -> date | None:
    """The last day for the review of a level that begins on a day; None where the level has no review."""
    return Clock(on, level.review_within).due() if level.review_within else None

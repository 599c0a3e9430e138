"""Which levels a person may move a case to."""

from datetime import date

from careplace.casework.assurance.escalation.current import current_ladder, latest_review
from careplace.casework.assurance.escalation.ladder import Ladder, Level, needs
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.publish.wording import day

MANAGE = "escalation.manage"
"""The permission for moves that carry out a decision of the panel, or touch a suspension."""


def needs_manager(ladder: Ladder, before: str, after: str) -> bool:
    """Whether a move or review is for a manager: it needs the panel's decision, or a level of it suspends placements."""
    placements = (ladder.level(before).placements, ladder.level(after).placements)
    return "suspended" in placements or "panel decision" in needs(ladder, before, after)


def check_mover(actor: Actor, before: str, after: str) -> None:
    """Raises NotAllowed for an officer's move that only a manager makes; the message says why."""
    if needs_manager(current_ladder(), before, after) and not actor.may(MANAGE):
        raise NotAllowed(
            "A team manager makes this move or review: it carries out a decision of the panel, or placements are suspended."
        )


def levels_to(actor: Actor, action: str, before: str) -> list[Level]:
    """The levels that a person may choose for "open", "raise", "lower" or "close", from a level; in the ladder's order."""
    ladder = current_ladder()
    position = ladder.position(before)
    choices = {
        "raise": ladder.levels[position + 1 :],
        "lower": ladder.levels[1:position],
        "close": ladder.levels[:1] if position else (),
    }
    levels = choices["raise" if action == "open" else action]
    may_manage = actor.may(MANAGE)
    return [level for level in levels if may_manage or not needs_manager(ladder, before, level.key)]


def needs_words(before: str, level: Level, on: date) -> str:
    """What a move to a level needs, as a sentence: "Needs an owner, a review by 14 December 2026, evidence."

    A reason is needed each time, and is left out.
    """
    latest = latest_review(level, on)
    phrases = {
        "owner": "an owner",
        "review date": f"a review by {day(latest)}" if latest else "a review date",
        "panel decision": "the panel's decision",
        "evidence": "evidence",
    }
    wanted = [phrases[need] for need in needs(current_ladder(), before, level.key) if need in phrases]
    return f"Needs {', '.join(wanted)}." if wanted else ""


def case_actions(actor: Actor, level: str) -> list[str]:
    """What a person may do with an open case at a level."""
    moves = [action for action in ("raise", "lower", "close") if levels_to(actor, action, level)]
    may_review = actor.may(MANAGE) or not needs_manager(current_ladder(), level, level)
    return [*moves, "review"] if may_review else moves

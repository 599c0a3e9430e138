"""Whether the ladder of the settings has every level that open cases are at."""

from collections import Counter

from careplace.casework.assurance.escalation.current import current_ladder
from careplace.casework.assurance.escalation.models import EscalationCase


def missing_levels() -> list[str]:
    """A sentence for each level of open cases, of all places, that the ladder does not have."""
    ladder = current_ladder()
    known = {level.key for level in ladder.levels[1:]}
    levels = EscalationCase.objects.filter(state="open").values_list("level", flat=True)
    counts = sorted(Counter(level for level in levels if level not in known).items())
    return [_sentence(ladder.id, level, count) for level, count in counts]


def _sentence(ladder: str, level: str, count: int) -> str:
    cases = "an open case is" if count == 1 else f"{count} open cases are"
    return f"{cases} at the level {level}, which the ladder {ladder} does not have above its first: keep that level"

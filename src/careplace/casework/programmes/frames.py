"""Who was asked in a survey wave, by group, and how many of each answered: what answers are weighted by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import ValidationError

JOINED = "+"
"""Between labels of groups that are counted as one: "Nurse + Therapist"."""
FEWEST = 5
"""Answers that a group needs: one person of fewer would move a weighted share by too much, and could be known by it."""
NO_ROWS = (
    "This wave was entered as counts, so nobody knows which group an answer is from: it cannot be weighted. Correct the "
    "wave, and upload the file of answers with the columns that name the groups."
)


class Grouped(Protocol):
    """What is read here of a wave, whose model imports this module."""

    counts: Any
    invited: Any
    grouped_by: Any
    group_counts: Any
    frame: Any


@dataclass(frozen=True)
class FrameGroup:
    """A group of the frame: its labels, its people, how many of them were asked, and their answers by option."""

    labels: tuple[str, ...]
    people: int
    invited: int
    counts: tuple[int, ...]

    @property
    def name(self) -> str:
        """Its labels in words."""
        return ", ".join(self.labels)

    @property
    def answers(self) -> int:
        """How many answered."""
        return sum(self.counts)


def frame_groups(wave: Grouped) -> list[FrameGroup]:
    """The groups of the frame with their answers; none where no frame was entered."""
    return [_group(wave, labels, people, invited) for labels, people, invited in wave.frame]


def _group(wave: Grouped, labels: Sequence[str], people: int, invited: int | None) -> FrameGroup:
    rows = [counts for group, counts in wave.group_counts if _is_in(group, labels)]
    counts = tuple(map(sum, zip(*rows, strict=True))) if rows else (0,) * len(wave.counts)
    return FrameGroup(tuple(labels), people, people if invited is None else invited, counts)


def _is_in(group: Sequence[str], labels: Sequence[str]) -> bool:
    return all(own.casefold() in _parts(label) for own, label in zip(group, labels, strict=True))


def _parts(label: str) -> set[str]:
    return {part.strip().casefold() for part in label.split(JOINED)}


def without_group(wave: Grouped) -> int:
    """How many answers have no group: they cannot be weighted."""
    return sum(sum(counts) for labels, counts in wave.group_counts if not all(labels))


def check_groups(wave: Grouped) -> None:
    """Raises ValidationError for counts that are not those of the groups, and for a frame that cannot weight the answers."""
    if wave.group_counts:
        sums = list(map(sum, zip(*(counts for _labels, counts in wave.group_counts), strict=True)))
        if sums != wave.counts:
            words = f"The file that was uploaded has {', '.join(map(str, sums))}. Upload the corrected file."
            raise ValidationError({"counts": words})
    if wave.frame:
        if not wave.group_counts:
            raise ValidationError({"frame": NO_ROWS})
        faults = list(_shapes(wave)) or [*_labels(wave), *_sizes(wave)]
        if faults:
            raise ValidationError({"frame": faults})


def _shapes(wave: Grouped) -> Iterator[str]:
    words = " and ".join(wave.grouped_by)
    for labels, people, invited in wave.frame:
        if len(labels) != len(wave.grouped_by) or not all(labels):
            yield f"“{', '.join(labels)}” does not name {words}: write a label of each, then the people in the frame."
        elif people < 1:
            yield f"“{', '.join(labels)}” has nobody in the frame: leave the line out, or join it with another."
        elif invited is not None and invited > people:
            yield f"“{', '.join(labels)}”: {invited} were asked, and {people} people are in the frame."


def _labels(wave: Grouped) -> Iterator[str]:
    """Groups with answers that are in no line of the frame, or in two."""
    for group, counts in wave.group_counts:
        lines = [labels for labels, _people, _invited in wave.frame if _is_in(group, labels)]
        name = ", ".join(group)
        if all(group) and not lines:
            yield f"“{name}” has answers ({sum(counts)}) and is not in the frame."
        elif len(lines) > 1:
            yield f"“{name}” is in {len(lines)} lines of the frame: name each group once."


def _sizes(wave: Grouped) -> Iterator[str]:
    groups = frame_groups(wave)
    for group in groups:
        if group.answers > group.invited:
            yield f"“{group.name}” has {group.answers} answers: more than were asked ({group.invited})."
        elif group.answers < FEWEST:
            yield _too_few(group, groups)
    invited = sum(group.invited for group in groups)
    if wave.invited and invited != wave.invited:
        yield f"{invited} people were asked in the groups together, and {wave.invited} in the wave."


def _too_few(group: FrameGroup, groups: Sequence[FrameGroup]) -> str:
    answers = f"“{group.name}” has {group.answers} answers of {group.invited} people asked"
    words = f"{answers}, and a weight needs {FEWEST} at least"
    partner = _nearest(group, groups)
    if partner is None:
        return f"{words}."
    line = ", ".join(_join(own, theirs) for own, theirs in zip(group.labels, partner.labels, strict=True))
    people = group.people + partner.people
    return f"{words}: join it with “{partner.name}”, in one line “{line}, {people}”, if the two are alike."


def _nearest(group: FrameGroup, groups: Sequence[FrameGroup]) -> FrameGroup | None:
    """With which to join it: one that shares a label, if there is one, with few answers but enough together.

    Only groups that differ by one label are joined: two of different kind and role would be four cells.
    """
    partners = [
        partner
        for partner in groups
        if partner is not group
        and sum(own != theirs for own, theirs in zip(group.labels, partner.labels, strict=True)) == 1
    ]
    return min(
        partners,
        key=lambda partner: (group.answers + partner.answers < FEWEST, partner.answers),
        default=None,
    )


def _join(own: str, theirs: str) -> str:
    return own if own == theirs else f"{own} {JOINED} {theirs}"

"""What waves of a survey show: the share that agrees with its interval, weighted too where it is known who was asked, and
whether a change is clear."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from careplace.casework.programmes.frames import FEWEST, FrameGroup, frame_groups, without_group
from careplace.casework.programmes.models import Wave
from careplace.publish import wording
from careplace.statistics.estimates import Estimate
from careplace.statistics.poststratification import WeightedShare, poststratified_share
from careplace.statistics.proportions import difference, newcombe, proportion

FEW = 30
"""Under so many answers a share is not given: one person more would move it by over three points."""

ASSUMPTION = "The weights are right if people of a group who did not answer think like the people who did."


@dataclass(frozen=True)
class Weighted:
    """A share weighted by the groups of who was asked. `left_out` are answers that no group is known of."""

    groups: tuple[FrameGroup, ...]
    result: WeightedShare
    left_out: int

    @property
    def limits(self) -> tuple[float, float, float]:
        """The share with its 95% limits."""
        return _limits(self.result.estimate)


@dataclass(frozen=True)
class Share:
    """Of a wave: answers, how many agree, the share with its 95% limits, and the share of those asked who answered.

    The share is None under FEW answers, the response rate where nobody knows how many were asked, and the weighted share
    where nobody entered who was asked by group.
    """

    wave: Wave
    answers: int
    agreeing: int
    share: tuple[float, float, float] | None
    response: float | None
    weighted: Weighted | None = None


def share_of(wave: Wave) -> Share:
    """What a wave shows. An answer of the middle of a scale is one, and does not agree."""
    answers, agreeing = sum(wave.counts), sum(wave.counts[len(wave.scale) - wave.agree :])
    response = answers / wave.invited if wave.invited and answers else None
    if answers < FEW:
        return Share(wave, answers, agreeing, None, response)
    limits = _limits(proportion(agreeing, answers))
    return Share(wave, answers, agreeing, limits, response, _weighted(wave))


def _weighted(wave: Wave) -> Weighted | None:
    groups = tuple(frame_groups(wave))
    if sum(group.answers for group in groups) < FEW:
        return None
    hits = [sum(group.counts[len(wave.scale) - wave.agree :]) for group in groups]
    answers, people = [group.answers for group in groups], [group.people for group in groups]
    return Weighted(groups, poststratified_share(hits, answers, people), without_group(wave))


def _limits(estimate: Estimate) -> tuple[float, float, float]:
    return float(estimate.value), float(estimate.lower), float(estimate.upper)


def sentences(waves: Iterable[Wave]) -> list[str]:
    """What all waves show, question by question, oldest first: each share, then each change, and that over all waves."""
    return [
        sentence
        for question_waves in by_question(waves).values()
        for sentence in _of_question([share_of(wave) for wave in question_waves])
    ]


def by_question(waves: Iterable[Wave]) -> dict[str, list[Wave]]:
    """{question: its waves, the oldest first}, in the order of the questions."""
    ordered = sorted(waves, key=lambda wave: (wave.question, wave.held_on))
    return {question: list(group) for question, group in groupby(ordered, key=lambda wave: wave.question)}


def _of_question(shares: Sequence[Share]) -> list[str]:
    whole = [(shares[0], shares[-1])] if len(shares) > 2 else []
    shares_in_words = [words for share in shares for words in (_share_words(share), *weighted_words(share))]
    assumption = [ASSUMPTION] if any(share.weighted for share in shares) else []
    return [*shares_in_words, *assumption, *(_change_words(a, b) for a, b in [*pairwise(shares), *whole])]


def _share_words(share: Share) -> str:
    wave, when = share.wave, wording.day(share.wave.held_on)
    if not share.answers:
        return (
            f"“{wave.question}” ({when}): the number of answers is not known, so the share cannot be tested."
        )
    if share.share is None:
        few = f"{share.agreeing} of {share.answers} agree; too few answers for a share"
        return f"“{wave.question}” ({when}): {few}. {_response_words(share)}"
    return (
        f"“{wave.question}” ({when}): {share.agreeing} of {share.answers} agree, {_interval_words(share.share)}. "
        f"{_response_words(share)}"
    )


def _interval_words(limits: tuple[float, float, float]) -> str:
    value, lower, upper = (f"{wording.rounded(100 * part, 1)}%" for part in limits)
    return f"{value} (95% interval {lower} to {upper})"


def _response_words(share: Share) -> str:
    wave = share.wave
    if share.response is None:
        unknown = (
            "how many were asked is not known, so people who answered may differ from people who did not"
        )
        return f"Asked: {wave.asked_of}; {unknown}. {_weighting_words(share)}"
    rate = f"{wording.rounded(100 * share.response, 0)}% of {wave.invited} people answered"
    return f"Asked: {wave.asked_of}; {rate}. {_weighting_words(share)}"


def _weighting_words(share: Share) -> str:
    if share.wave.weighting:
        return f"Weighting: {share.wave.weighting}."
    if share.weighted:
        return "This share is not weighted."
    if share.wave.group_counts:
        return "Answers are not weighted."
    return "Answers are not weighted: they came as counts, so it is not known who gave them."


def weighted_words(share: Share) -> list[str]:
    """A weighted share in sentences: its interval, what the weights cost, and the response of each group."""
    if share.weighted is None:
        return []
    wave, weighted = share.wave, share.weighted
    effective = wording.rounded(float(weighted.result.effective), 0)
    by = " and ".join(grouping[0].lower() + grouping[1:] for grouping in wave.grouped_by)
    words = [
        f"Weighted by {by} to everybody who could have been asked ({wording.day(wave.held_on)}): "
        f"{_interval_words(weighted.limits)}. The answers weigh as much as {effective} equal ones "
        f"(design effect {wording.rounded(float(weighted.result.design_effect), 2)}).",
        f"Answered, by {by}: {'; '.join(map(_group_words, weighted.groups))}.",
    ]
    if weighted.left_out:
        number = f"Fewer than {FEWEST}" if weighted.left_out < FEWEST else str(weighted.left_out)
        words.append(f"{number} answers without a group are not in the weighted share.")
    return words


def _group_words(group: FrameGroup) -> str:
    return f"{group.name} {group.answers} of {group.invited} ({wording.rounded(100 * group.answers / group.invited, 0)}%)"


def _change_words(before: Share, after: Share) -> str:
    question = before.wave.question
    between = f"from {wording.day(before.wave.held_on)} to {wording.day(after.wave.held_on)}"
    if before.share is None or after.share is None:
        return f"“{question}”: whether it changed {between} cannot be tested; a wave has too few answers."
    if (before.wave.scale, before.wave.agree) != (after.wave.scale, after.wave.agree):
        return f"“{question}”: the scales differ {between}, so the shares cannot be compared."
    plain = newcombe(after.agreeing, after.answers, before.agreeing, before.answers)
    if before.weighted and after.weighted:
        change = difference(after.weighted.result.estimate, before.weighted.result.estimate)
        return f"“{question}”, weighted: {_tested(change, between)} Without weights: {_points(plain)}."
    why = (
        " One of the two is not weighted, so this is without weights."
        if before.weighted or after.weighted
        else ""
    )
    return f"“{question}”: {_tested(plain, between)}{why}"


def _points(change: Estimate) -> str:
    value, lower, upper = (wording.signed(100 * part) for part in _limits(change))
    return f"{value} percentage points (95% interval {lower} to {upper})"


def _tested(change: Estimate, between: str) -> str:
    unclear = ", no clear change" if change.lower <= 0 <= change.upper else ""
    return f"{_points(change)} {between}{unclear}."

"""What waves of a survey show: the share that agrees with its interval, how many answered, and whether a change is clear."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from careplace.casework.programmes.models import Wave
from careplace.publish import wording
from careplace.statistics.proportions import newcombe, proportion

FEW = 30
"""Under so many answers a share is not given: one person more would move it by over three points."""


class AnswersRefused(ValueError):
    """A file of answers that is not read; the message says what was found, and where."""


@dataclass(frozen=True)
class Share:
    """Of a wave: answers, how many agree, the share with its 95% limits, and the share of those asked who answered.

    The share is None under FEW answers, and the response rate where nobody knows how many were asked.
    """

    wave: Wave
    answers: int
    agreeing: int
    share: tuple[float, float, float] | None
    response: float | None


def share_of(wave: Wave) -> Share:
    """What a wave shows. An answer of the middle of a scale is one, and does not agree."""
    answers, agreeing = sum(wave.counts), sum(wave.counts[len(wave.scale) - wave.agree :])
    response = answers / wave.invited if wave.invited and answers else None
    if answers < FEW:
        return Share(wave, answers, agreeing, None, response)
    estimate = proportion(agreeing, answers)
    limits = (float(estimate.value), float(estimate.lower), float(estimate.upper))
    return Share(wave, answers, agreeing, limits, response)


def sentences(waves: Iterable[Wave]) -> list[str]:
    """What all waves show, question by question, oldest first: each share, then each change, and that over all waves."""
    ordered = sorted(waves, key=lambda wave: (wave.question, wave.held_on))
    return [
        sentence
        for _question, group in groupby(ordered, key=lambda wave: wave.question)
        for sentence in _of_question([share_of(wave) for wave in group])
    ]


def _of_question(shares: Sequence[Share]) -> list[str]:
    whole = [(shares[0], shares[-1])] if len(shares) > 2 else []
    return [*map(_share_words, shares), *(_change_words(a, b) for a, b in [*pairwise(shares), *whole])]


def _share_words(share: Share) -> str:
    wave, when = share.wave, wording.day(share.wave.held_on)
    if not share.answers:
        return (
            f"“{wave.question}” ({when}): the number of answers is not known, so the share cannot be tested."
        )
    if share.share is None:
        few = f"{share.agreeing} of {share.answers} agree; too few answers for a share"
        return f"“{wave.question}” ({when}): {few}. {_response_words(share)}"
    value, lower, upper = (f"{wording.rounded(100 * part, 1)}%" for part in share.share)
    return (
        f"“{wave.question}” ({when}): {share.agreeing} of {share.answers} agree, {value} (95% interval {lower} to {upper}). "
        f"{_response_words(share)}"
    )


def _response_words(share: Share) -> str:
    wave = share.wave
    weighting = f"Weighting: {wave.weighting}." if wave.weighting else "Answers are not weighted."
    if share.response is None:
        unknown = (
            "how many were asked is not known, so people who answered may differ from people who did not"
        )
        return f"Asked: {wave.asked_of}; {unknown}. {weighting}"
    rate = f"{wording.rounded(100 * share.response, 0)}% of {wave.invited} people answered"
    return f"Asked: {wave.asked_of}; {rate}. {weighting}"


def _change_words(before: Share, after: Share) -> str:
    question = before.wave.question
    between = f"from {wording.day(before.wave.held_on)} to {wording.day(after.wave.held_on)}"
    if before.share is None or after.share is None:
        return f"“{question}”: whether it changed {between} cannot be tested; a wave has too few answers."
    if (before.wave.scale, before.wave.agree) != (after.wave.scale, after.wave.agree):
        return f"“{question}”: the scales differ {between}, so the shares cannot be compared."
    change = newcombe(after.agreeing, after.answers, before.agreeing, before.answers)
    value, lower, upper = (
        wording.signed(100 * float(part)) for part in (change.value, change.lower, change.upper)
    )
    words = f"{value} percentage points (95% interval {lower} to {upper})"
    if change.lower <= 0 <= change.upper:
        return f"“{question}”: {words} {between}, no clear change."
    return f"“{question}”: {words} {between}."


def counts_from(name: str, data: bytes, scale: Sequence[str]) -> list[int]:
    """Answers by option, from a CSV file with one answer a row in its last column, below a heading. Case is ignored.

    Raises:
        AnswersRefused: with the first rows whose answer is none of the options.
    """
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as error:
        raise AnswersRefused(f"{name} is no CSV file in UTF-8: {error}") from error
    options = {option.casefold(): position for position, option in enumerate(scale)}
    answers = [
        (number, row[-1].strip()) for number, row in enumerate(rows, start=1) if number > 1 and any(row)
    ]
    wrong = [f"row {number}: “{answer}”" for number, answer in answers if answer.casefold() not in options]
    if wrong:
        expected = ", ".join(scale)
        raise AnswersRefused(f"{name}: expected one of {expected}; found {'; '.join(wrong[:5])}")
    counted = Counter(options[answer.casefold()] for _number, answer in answers)
    return [counted[position] for position in range(len(scale))]

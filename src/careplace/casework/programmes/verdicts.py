"""What `claims` says of each sentence of a paper: compared with the edition and with the programme's records."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markupsafe import escape

from careplace.casework.edition_reader import NoEdition, edition, reader_of
from careplace.casework.programmes.local.own_figures import own_figures_of
from careplace.casework.programmes.models import Wave
from careplace.casework.programmes.paper import Paper, Sentence
from careplace.casework.programmes.surveys import share_of
from careplace.claims import FAULTS, Finding, Grade, OwnFigure, check_text
from careplace.publish import wording

CALCULATED, NO_NUMBER = "calculated", "no number to compare"
_DIGIT = re.compile(r"\d")
_WORST_FIRST = (Grade.WRONG, Grade.MISLEADING, Grade.HOLDS, Grade.UNCHECKABLE)


@dataclass(frozen=True)
class Verdict:
    """A sentence, how it stands, and why, a sentence for each finding.

    `grade` is the worst of the findings; without one it is CALCULATED for what the paper's own figures gave, NO_NUMBER for
    what has no number, and "cannot be checked" for a number that no figure is known of.
    """

    sentence: str
    grade: str
    says: tuple[str, ...]

    @property
    def is_fault(self) -> bool:
        """Whether it keeps the paper from being published."""
        return self.grade in FAULTS


def verdicts(document: Paper, home: Path) -> list[Verdict]:
    """The verdict on each sentence of a paper; without an edition compared with the programme's own alone."""
    sentences = document.sentences()
    findings = defaultdict(list)
    versions = [part.figures for part in document.outcomes if part.figures and not part.withheld]
    own = [*own_figures(document.waves), *own_figures_of(versions)]
    for finding in _findings([sentence.text for sentence in sentences], own, home):
        findings[finding.position.number].append(finding)
    return [_verdict(sentence, findings[line]) for line, sentence in enumerate(sentences, start=1)]


def own_figures(waves: Iterable[Wave]) -> Iterator[OwnFigure]:
    """How many people agreed in each wave: "“We …” (1 November 2015): 103 of 147 agree"."""
    for wave in waves:
        share, day = share_of(wave), wording.day(wave.held_on)
        words = re.compile(rf"{re.escape(wave.question)}.*\bagree\b", re.IGNORECASE | re.DOTALL)
        basis = f"people who agree with “{wave.question}”, {day}"
        period = re.compile(rf"{re.escape(day)}")
        yield OwnFigure(f"wave/{wave.pk}", words, period, share.agreeing, share.answers, basis)


def _findings(sentences: list[str], own: Iterable[OwnFigure], home: Path) -> list[Finding]:
    # A line each, so that a finding's line is its sentence's.
    text = "<main>" + "\n".join(f"<p>{escape(sentence)}</p>" for sentence in sentences) + "</main>"
    figures = list(own)
    try:
        with edition(home) as opened:
            return check_text(text, reader_of(opened), own=figures)
    except NoEdition:
        return check_text(text, own=figures)


def _verdict(sentence: Sentence, findings: list[Finding]) -> Verdict:
    grades = [grade for grade in _WORST_FIRST if any(finding.grade == grade for finding in findings)]
    if grades:
        said = (f"“{finding.quote}”: {finding.says}" for finding in findings if finding.grade == grades[0])
        return Verdict(sentence.text, str(grades[0]), tuple(dict.fromkeys(said)))
    if sentence.basis:
        return Verdict(sentence.text, CALCULATED, (sentence.basis,))
    if _DIGIT.search(sentence.text):
        return Verdict(sentence.text, str(Grade.UNCHECKABLE), ("no figure of this number is known",))
    return Verdict(sentence.text, NO_NUMBER, ())

"""The draft of a visit's report as a provider checks it: sentence by sentence."""

from dataclasses import dataclass

from careplace.casework.assurance.visits.record import VisitRecord
from careplace.claims.texts.passages import sentence_spans


@dataclass(frozen=True)
class DraftSentence:
    """A sentence of the draft: the piece of evidence that it is in, its number there from 1, and its words."""

    evidence: str
    number: int
    text: str

    @property
    def key(self) -> str:
        """Names the sentence in this version of the draft."""
        return f"{self.evidence}.{self.number}"


def draft_sentences(record: VisitRecord) -> list[DraftSentence]:
    """Every sentence of the draft, in its order. A line break ends a sentence."""
    return [
        DraftSentence(piece.id, number, text)
        for piece in record.evidence
        for number, text in enumerate(_sentences(piece.text), start=1)
    ]


def _sentences(text: str) -> list[str]:
    return [line[i:j].strip() for line in text.splitlines() for i, j in sentence_spans(line)]

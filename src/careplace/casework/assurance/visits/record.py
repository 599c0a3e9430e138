"""What officers record at a visit: evidence, and the grades that lean on it.

A piece of evidence is written once and named by every standard that it supports; so one observation cannot be copied
into four grades without a reader seeing it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from careplace.casework.assurance.visits.template import VisitTemplate

Kind = Literal["said by people", "said by relatives", "said by staff", "record", "observed", "other"]


@dataclass(frozen=True)
class Evidence:
    """One piece of evidence; `id` is made on the device, so that sending it again makes no second one."""

    id: str
    kind: Kind
    text: str
    standards: frozenset[str]


@dataclass(frozen=True)
class VisitRecord:
    """The evidence of a visit and the grades by standard; `not_looked_at` gives a reason by standard."""

    evidence: tuple[Evidence, ...] = ()
    grades: dict[str, str] = field(default_factory=dict)
    not_looked_at: dict[str, str] = field(default_factory=dict)

    def behind(self, standard: str) -> list[Evidence]:
        """The evidence that a standard's grade leans on."""
        return [piece for piece in self.evidence if standard in piece.standards]


@dataclass(frozen=True)
class Gap:
    """What stands in the way of sending a draft to senior review; `standard` is None where it is about evidence."""

    standard: str | None
    message: str


def gaps(template: VisitTemplate, record: VisitRecord) -> list[Gap]:
    """What is missing or doubtful in a record, in the template's order; none means that it can go to review."""
    by_standard = [gap for key in template.standards for gap in _of_standard(template, record, key)]
    return [*by_standard, *_unknown(template, record), *_used_too_often(template, record)]


def _of_standard(template: VisitTemplate, record: VisitRecord, key: str) -> Iterable[Gap]:
    standard, grade, reason = (
        template.standards[key],
        record.grades.get(key),
        record.not_looked_at.get(key, ""),
    )
    name = f"Standard {standard.number}, {standard.title}"
    if grade is None and not reason.strip():
        yield Gap(key, f"{name}: give a grade, or say why it was not looked at")
    if grade is not None and reason.strip():
        yield Gap(key, f"{name}: has a grade and a reason why it was not looked at: keep one")
    if grade is not None and not record.behind(key):
        yield Gap(key, f"{name}: no evidence supports the grade {template.grade(grade).title}")


def _unknown(template: VisitTemplate, record: VisitRecord) -> list[Gap]:
    named = {
        *record.grades,
        *record.not_looked_at,
        *(key for piece in record.evidence for key in piece.standards),
    }
    return [
        Gap(None, f"{key}: no standard of this template") for key in sorted(named - set(template.standards))
    ]


def _used_too_often(template: VisitTemplate, record: VisitRecord) -> list[Gap]:
    graded = Counter({piece.id: len(piece.standards & set(record.grades)) for piece in record.evidence})
    texts = {piece.id: piece.text for piece in record.evidence}
    return [
        Gap(
            None,
            f"One piece of evidence supports {count} grades, more than {template.uses_of_one_evidence}. "
            f"Write what shows each: {texts[id]}",
        )
        for id, count in graded.items()
        if count > template.uses_of_one_evidence
    ]

"""Which grades of domains and of the whole visit follow from the grades of standards, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from careplace.casework.assurance.visits.template import Domain, Standard, VisitTemplate


@dataclass(frozen=True)
class Outcome:
    """A grade that follows by rule, and the sentence that says why. `grade` is None where nothing was graded."""

    grade: str | None
    reason: str


def domain_outcome(template: VisitTemplate, domain: Domain, grades: dict[str, str]) -> Outcome:
    """The grade of a domain from {standard: grade}; standards without a grade do not count."""
    known = [grades[standard.key] for standard in domain.standards if standard.key in grades]
    return _joined(template, known, "standards", len(domain.standards))


def overall_outcome(template: VisitTemplate, grades: dict[str, str]) -> Outcome:
    """The grade of the visit from {standard: grade}: of the domains, by the same rule."""
    outcomes = [domain_outcome(template, domain, grades).grade for domain in template.domains]
    return _joined(template, [grade for grade in outcomes if grade], "domains", len(template.domains))


def below_standard(template: VisitTemplate, grades: dict[str, str]) -> list[Standard]:
    """The standards that need an action, in the template's order."""
    return [
        standard
        for key, standard in template.standards.items()
        if key in grades and template.grade(grades[key]).below_standard
    ]


def _joined(template: VisitTemplate, grades: Sequence[str], parts: str, of: int) -> Outcome:
    if not grades:
        return Outcome(None, f"None of {of} {parts} has a grade.")
    positions = sorted(map(template.position, grades))
    reached = positions[len(positions) // 2]
    capped = max([reached, *_caps(template, positions[-1])])
    return Outcome(template.grades[capped].key, _reason(template, positions, reached, capped, parts, of))


def _caps(template: VisitTemplate, worst: int) -> Iterable[int]:
    return (template.position(cap.at) for cap in template.caps if worst >= template.position(cap.worst))


def _reason(
    template: VisitTemplate, positions: list[int], reached: int, capped: int, parts: str, of: int
) -> str:
    count = sum(position <= reached for position in positions)
    graded = f"{len(positions)}" if len(positions) == of else f"{len(positions)} graded, of {of},"
    title = template.grades[reached].title
    sentence = f"{count} of {graded} {parts} are {title}" + (" or better." if reached else ".")
    if capped == reached:
        return sentence
    worst = template.grades[positions[-1]].title
    return f"{sentence} One or more are {worst}: the grade is {template.grades[capped].title} at best."

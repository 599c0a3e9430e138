"""Findings for people, in the terminal or on a page, and for programs."""

import json
from collections import Counter
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from careplace.claims.checks.findings import Finding, Grade

HEADINGS = {
    Grade.WRONG: "Wrong",
    Grade.MISLEADING: "Misleading",
    Grade.UNCHECKABLE: "Cannot be checked",
    Grade.HOLDS: "Holds",
}


def summary(findings: list[Finding]) -> str:
    """How many of each grade, in one sentence."""
    counted = Counter(finding.grade for finding in findings)
    counts = [f"{counted[grade]} {grade}" for grade in Grade if counted[grade]]
    return f"{', '.join(counts)}." if counts else "No claim that could be checked was found wanting."


def terminal(name: str, findings: list[Finding]) -> str:
    """Findings as text, worst first."""
    lines = [f"{name}: {summary(findings)}"]
    for grade, group in graded(findings):
        lines += ["", HEADINGS[grade]]
        for finding in group:
            lines += [f"  {finding.position}: “{finding.quote}”", f"    {finding.says}."]
            lines += [f"    {finding.working}"] if finding.working else []
    return "\n".join(lines)


def as_json(name: str, edition: str | None, findings: list[Finding]) -> str:
    """Findings as one object of JSON, in the order of the text."""
    counted = Counter(finding.grade for finding in findings)
    report = {
        "text": name,
        "edition": edition,
        "counts": {str(grade): counted[grade] for grade in Grade},
        "findings": [finding.as_json() for finding in findings],
    }
    return json.dumps(report, ensure_ascii=False, indent=1)


def page(name: str, findings: list[Finding]) -> str:
    """Findings as a page of HTML that needs nothing else; whatever the text holds is escaped."""
    template = _environment().get_template("findings.html")
    return template.render(name=name, summary=summary(findings), graded=graded(findings), headings=HEADINGS)


def graded(findings: list[Finding]) -> list[tuple[Grade, list[Finding]]]:
    """Findings by grade, worst first; grades without any are left out."""
    grouped = [(grade, [f for f in findings if f.grade is grade]) for grade in Grade]
    return [(grade, group) for grade, group in grouped if group]


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("careplace.claims"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

"""Published texts of one council, and short ways to check a text."""

from careplace.claims import FAULTS, Finding, check_text

BEFORE = """
March 2022 - CQC rating for the Coventry care market

- Outstanding: 4
- Good: 85
- Requires improvement: 18
- Inadequate: 6
"""
AFTER = """
March 2023 - CQC rating for the Coventry care market

- Outstanding: 5 (3.4%)
- Good: 103 (70.1%)
- Requires improvement: 35 (23.8%)
- Inadequate: 4 (2.3%)
"""
CHANGE = (
    "There has been a small reduction in both ‘Inadequate’ and ‘Good’ rated providers and slight increase in both "
    "‘Requires Improvement’ and ‘Outstanding’ rated provision."
)


def graded_quotes(text: str, before: str | None = None) -> list[tuple[str, str]]:
    """(grade, quotation) of every finding."""
    return [(str(finding.grade), finding.quote) for finding in check_text(text, before=before)]


def faults(text: str, before: str | None = None) -> list[Finding]:
    """What is wrong or misleading."""
    return [finding for finding in check_text(text, before=before) if finding.grade in FAULTS]


def only_fault(text: str, before: str | None = None) -> Finding:
    """The only fault."""
    (found,) = faults(text, before)
    return found

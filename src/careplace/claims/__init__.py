"""Sentences held against numbers: their own, an earlier text's, and an edition's figures."""

from careplace.claims.checking import check, check_text
from careplace.claims.findings import FAULTS, Check, Finding, Grade
from careplace.claims.reading import UnreadableText, read, read_text

__all__ = [
    "FAULTS",
    "Check",
    "Finding",
    "Grade",
    "UnreadableText",
    "check",
    "check_text",
    "read",
    "read_text",
]

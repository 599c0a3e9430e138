"""Figures to reports: one self-contained HTML page, the same on paper, a workbook, JSON, and CSV on the Web."""

from careplace.publish.checking import Disagreement, ReportRefused, disagreements
from careplace.publish.content import Content
from careplace.publish.pdf import PaperRefused, PartMissing
from careplace.publish.statement import FORMATS as STATEMENT_FORMATS
from careplace.publish.statement import USUAL as STATEMENT_USUAL
from careplace.publish.statement import write_statement
from careplace.publish.writing import FORMATS, OF_A_BRIEF, USUAL, write, write_brief

__all__ = [
    "FORMATS",
    "OF_A_BRIEF",
    "STATEMENT_FORMATS",
    "STATEMENT_USUAL",
    "USUAL",
    "Content",
    "Disagreement",
    "PaperRefused",
    "PartMissing",
    "ReportRefused",
    "disagreements",
    "write",
    "write_brief",
    "write_statement",
]

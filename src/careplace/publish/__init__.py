"""Figures to reports: one self-contained HTML page, the same on paper, a workbook, JSON, and CSV on the Web."""

from careplace.publish.checking import Disagreement, ReportRefused, disagreements
from careplace.publish.content import Content
from careplace.publish.pdf import PaperRefused, PartMissing
from careplace.publish.writing import FORMATS, USUAL, write

__all__ = [
    "FORMATS",
    "USUAL",
    "Content",
    "Disagreement",
    "PaperRefused",
    "PartMissing",
    "ReportRefused",
    "disagreements",
    "write",
]

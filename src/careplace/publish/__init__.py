"""Figures to reports: one self-contained HTML page, JSON, and CSV on the Web."""

from careplace.publish.checking import Disagreement, ReportRefused, disagreements
from careplace.publish.content import Content
from careplace.publish.writing import FORMATS, write

__all__ = ["FORMATS", "Content", "Disagreement", "ReportRefused", "disagreements", "write"]

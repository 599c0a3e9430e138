"""Careplace: for any area of England, how good health and care are, from the evidence."""

__version__ = "0.1.0"

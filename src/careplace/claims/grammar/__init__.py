"""Statements in sentences and tables: numbers, shares, changes, ratings mixes, places and measures."""

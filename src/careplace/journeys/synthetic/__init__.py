"""Fictional people and their journeys between hospital and care, by seed, near published national totals."""

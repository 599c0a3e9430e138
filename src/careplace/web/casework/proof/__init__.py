"""Proof of a team's work: the figures of a year, what is behind each, when contracts began, and statements."""

"""Proof of what a team did: figures from casework, each with its services, the date of its denominator, and a sentence."""

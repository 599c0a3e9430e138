"""Improvement campaigns: what was measured before and after, and how strongly that may be said."""

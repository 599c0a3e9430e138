"""Signals as a file: what an import would add, and the same columns as a download."""

"""Hints that forms of several kinds of record share."""

NO_NAMES = "Do not name people who use the service."

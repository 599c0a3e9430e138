"""Importing a file: the file, then a preview of what it changes, then the change."""

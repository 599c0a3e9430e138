"""The statement of a place: its page, and its files."""

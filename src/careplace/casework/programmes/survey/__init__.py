"""Surveys of a programme by link: people answer without an account, and a wave is counted from their answers."""

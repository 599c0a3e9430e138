"""The levels of concern about a provider, and what each level and each move between them needs."""

"""People: their accounts, how they are invited, and how their roles are given and ended."""

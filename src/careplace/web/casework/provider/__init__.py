"""The pages of a provider's own users, and those on which the team shares with them."""

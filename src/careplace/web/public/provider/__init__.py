"""One provider: its locations, in the newest register of each council."""

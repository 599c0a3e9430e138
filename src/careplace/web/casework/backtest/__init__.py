"""How the order of priorities did against later ratings."""

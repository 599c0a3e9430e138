"""What a team shares with providers: who acts for which services, what they may see, and what they send back."""

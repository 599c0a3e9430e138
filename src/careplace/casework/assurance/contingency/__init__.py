"""What happens if a service closes: residents as numbers, beds nearby, and steps with owners and dates."""

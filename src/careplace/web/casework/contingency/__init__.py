"""The closure of a service: beds nearby, residents as numbers, and steps with owners and dates."""

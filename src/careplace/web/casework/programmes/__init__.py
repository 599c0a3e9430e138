"""The pages of programmes: the protocol, outcomes, surveys, money, and the paper for the board."""

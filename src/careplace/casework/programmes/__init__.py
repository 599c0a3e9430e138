"""Evaluation of a programme: what was settled before its outcomes were seen, what they show, and the paper for the board."""

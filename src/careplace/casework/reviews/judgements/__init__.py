"""Judgements on the key lines of a review: people's own, each with its evidence, a second reviewer and any dissent."""

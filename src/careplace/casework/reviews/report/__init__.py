"""The report of a review: its sections, the organisations' factual accuracy, the quality panel, and its publication."""

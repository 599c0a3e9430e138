"""Pages of a review's report: its sections, the organisations' comments on facts, the panel and the publication."""

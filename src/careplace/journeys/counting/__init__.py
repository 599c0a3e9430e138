"""Counts of what measures list, by place, period, age and category: the statements are the same for every measure."""

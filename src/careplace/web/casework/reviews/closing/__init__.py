"""Pages that end a review: its summits, follow-up visits, the list of what stands in the way, and closed recommendations."""

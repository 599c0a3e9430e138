"""/reviews/: what all published reviews found and recommended, read as one."""

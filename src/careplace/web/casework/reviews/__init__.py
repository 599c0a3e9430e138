"""The pages of reviews: for people outside a review's team, the review does not exist."""

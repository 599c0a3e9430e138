"""Pages of what happens after a review: recommendations, the plan, its progress, and the paper of the board."""

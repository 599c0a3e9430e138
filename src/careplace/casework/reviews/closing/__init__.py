"""What ends a review: its summit, follow-up visits, recommendations that are closed, and the end of the review itself."""

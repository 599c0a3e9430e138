"""What happens after a review: recommendations, the plan of actions, and progress told to the Health and Wellbeing Board."""

"""What needs a person at a place, and whether it is mailed to them."""

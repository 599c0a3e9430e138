"""What needs a person, and the one mail a working day that says so."""

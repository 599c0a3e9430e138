"""What a visit looks at, what officers record, and which grades follow."""

"""Published ratings held against the regulator's own rules: each overall is worked out again from its key questions."""

"""Published ratings compared with the regulator's own rules: each overall is worked out again from its key questions."""

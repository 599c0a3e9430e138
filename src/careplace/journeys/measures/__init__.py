"""A folder for each measure: `measure.toml` says what it counts, `partial.sql` lists it, `specification.toml` shows it."""

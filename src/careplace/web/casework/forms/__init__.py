"""Forms in GOV.UK Frontend's own markup: no script is needed, and nothing that a person wrote is lost."""

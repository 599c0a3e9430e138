"""Services near a postcode or a town, by distance."""

"""What of a folder of results is safe to publish: small counts withheld, with all that would give them away, and the rest rounded."""

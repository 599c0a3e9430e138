"""What of a folder of results is safe to publish: small counts withheld, with what gives them away, the rest rounded."""

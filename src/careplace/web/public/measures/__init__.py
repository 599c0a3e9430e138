"""The pages of measures: the dictionary, and each measure over all councils."""

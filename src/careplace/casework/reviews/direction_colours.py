"""The colours of what sources say, the same on every chart of a review."""

from careplace.casework.reviews.evidence import Direction

COLOURS = {Direction.STRENGTH: "#28A197", Direction.MIXED: "#3D3D3D", Direction.CONCERN: "#801650"}
"""Every bar has its direction in words too: colour is never the only sign."""

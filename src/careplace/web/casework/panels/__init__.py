"""The panel: its meetings, a meeting with papers and decisions, and final minutes, on screen, on paper and as PDF."""

"""Forms that arrived when the session had ended: kept for the person who wrote them, and for nobody else."""

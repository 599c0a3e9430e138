"""What a new edition changes about a team's services, noted once as signals with CQC as their source."""

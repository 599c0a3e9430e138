"""Early warning for quality teams: the risks of their services, and the model card."""

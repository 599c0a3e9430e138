"""Several places side by side on chosen measures."""

"""Pages on which a review's team weighs its sources by key line, and judges."""

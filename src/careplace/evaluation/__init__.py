"""Did it change, and by how much: difference in differences, interrupted time series, synthetic control.

Arrays in, results out. Every result says its method, what it assumes, which assumptions were checked, and, where a condition
of the method fails, why it has no interval.
"""

"""Coding of a review's texts: the code book, who coded which words, and what they count for."""

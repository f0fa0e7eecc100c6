"""Checks, one file each; the docstring of the file is the check's documentation."""

"""Formats of glossaries, one file each."""

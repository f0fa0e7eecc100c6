"""Formats of articles, one file each: bytes to a document, a document and targets to bytes."""

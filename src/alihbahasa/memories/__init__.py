"""Translation memories, one format a file."""

"""Ways to print findings, one file each."""

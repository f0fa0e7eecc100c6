"""Exchange formats, one file each: what travels to a translator and comes back."""

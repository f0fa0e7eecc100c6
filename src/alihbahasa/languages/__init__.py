"""Language packs, one file each, named by the language's BCP 47 tag."""

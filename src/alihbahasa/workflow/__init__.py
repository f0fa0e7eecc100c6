"""What the program does, one file a verb; only here and in storage are files touched."""

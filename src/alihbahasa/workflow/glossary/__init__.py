"""What is done to the glossaries of a project, one file a verb."""

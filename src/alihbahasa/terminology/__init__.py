"""What is done to glossaries as such: joined, compared, merged, looked over, taken in."""

"""Corpus: what an archive is as a whole; a file a question.

Every answer counts places: a sentence that stands twice in an article is two.
What it costs grows with the articles, but memory does not, and the answer is
the same whoever counts: ``reading`` goes through the articles in pieces,
``sights`` looks again at the few units that are shown.
"""

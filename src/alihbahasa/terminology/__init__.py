"""What is done to glossaries as such.

==============  =============================================================
``auditing``    what is wrong with a glossary, by the ``rules``
``mixing``      words that mix scripts, terms in another script
``differing``   what changed between two states, by the ``cells`` of a concept
``merging``     three states into one, cell by cell
``uniting``     several files into one glossary, two entries into one concept
``joining``     what comes in, added to what is there; ``senses`` finds where
``intake``      sheets that were made for people
``rejection``   what could not come in
``sameness``    when two terms are the same
``naming``      when two terms are one name, in short or in part
``keys``        keys of concepts, made once
``collecting``  the collector of cycles, kept away from many records
``usage``       how terms are rendered, and which level fits
==============  =============================================================
"""

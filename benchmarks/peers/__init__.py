"""Other people's checkers, each a program that answers pairs as ``check --pairs`` does.

Each line of the standard input is a source, a tab and its target; each line
that is printed a JSON object, ``{"findings": [{"check": NAME}, ...]}``.  They
are run as scripts, by the interpreter that has the checker.
"""

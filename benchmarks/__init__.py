"""Benchmarks: ours against the peers that are installed, in one run, as ratios.

    python -m benchmarks [--quick] [--json FILE] [SUBJECT ...]

Nothing is installed; a peer that is missing is named with the package that has
it.  Absolute figures say little on a shared machine, so each table gives the
ratio of the medians of runs that took turns.  ``RESULTS.md`` keeps the tables
of one run with its date.
"""

"""Segment: a text cut into sentences, without an article around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alihbahasa import plugins, segmentation


def run(text: str, *, language: str) -> Iterator[tuple[str, ...]]:
    """Yield the sentences of each paragraph of *text*: of each line that is not blank."""
    pack = plugins.language_pack(language)
    for line in re.split(r"\r\n|[\n\r\u2028\u2029]", text):
        if line.strip():
            yield tuple(span.of(line) for span in segmentation.sentences(line, pack))

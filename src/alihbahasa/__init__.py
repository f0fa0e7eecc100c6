"""alihbahasa: articles out to human translators, and their work safely back."""

from __future__ import annotations

__version__ = "0.1.0"

"""``python -m alihbahasa``."""

from __future__ import annotations

from alihbahasa.cli import main

if __name__ == "__main__":
    main()

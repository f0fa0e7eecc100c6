"""What the standards of the exchange formats ask for, and no reader needs: for ``validate``."""

"""The bench: a simulated board, its cable, its computer and its owner's hands."""

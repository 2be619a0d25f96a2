"""What changes a board: one effect a file."""

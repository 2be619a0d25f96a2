"""`python -m espdoctor`, and the command itself."""


def main() -> None:
    """Run the command line."""

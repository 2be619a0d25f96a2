"""What is known and what follows from it: pure values, no port, no clock, no file."""

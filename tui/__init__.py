"""What people see: the screen, and the words."""

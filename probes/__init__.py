"""The world: ports, boards, the computer around them, and the loop that consults them."""

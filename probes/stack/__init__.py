"""From the addresses of a crash to functions, files and lines, with the sketch's .elf alone: no toolchain is needed."""

  .text
  .align 4
  .global asm_fn
  .type asm_fn, @function
asm_fn:
  nop.n
  ret.n
  .size asm_fn, .-asm_fn

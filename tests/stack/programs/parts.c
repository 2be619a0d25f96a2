/* Plain C, with a clone, a recursion, a switch and lines that a generator took from another file. */
extern volatile int sink;
static inline int twice(int v) { sink = v; return v * 2; }
static __attribute__((noinline)) int part(int v, int w) {
  if (v > w) { sink = w; return twice(v); }
  return twice(w) + 1;
}
static int rec(int n) { if (n <= 0) return sink; return rec(n - 1) + rec(n - 2); }
#line 100 "gen/other.inc"
int helper(int v) {
  int r = part(v, 8) + part(sink, 8);
  switch (v) {
    case 1: r += 5; sink = 1; break;
    case 2: r ^= 3; sink = 2; break;
    case 9: r = rec(v);
  }
  return r + twice(r);
}

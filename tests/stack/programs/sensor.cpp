// Everything that makes an address hard to name: classes, namespaces, lambdas, templates, clones, calls inlined thrice.
typedef unsigned int u32;
volatile int sink;
extern "C" int helper(int);

namespace pins {
namespace {
int hidden(int v) { sink = v; return v * 3; }
}
int shown(int v) { int a = hidden(v); sink += a; return a + 1; }
inline namespace v2 {
__attribute__((noinline)) int deep(int v) { sink++; return shown(v) ^ v; }
}
}

class Sensor {
 public:
  int last;
  Sensor(int v);
  ~Sensor();
  int read() const;
  virtual int kind(int k);
  static int make(int);
  int operator+(int v) { sink = v; return last + v; }

 private:
  inline int raw(int c) const {
    int s = 0;
    for (int i = 0; i < c; i++) { s += last; sink = s; }
    return s;
  }
};
Sensor::Sensor(int v) : last(v) { sink = v; }
Sensor::~Sensor() { sink = 0; }
int Sensor::read() const { return raw(3) + raw(sink); }
int Sensor::kind(int k) {
  auto f = [&](int q) { sink = q; return q + k + last; };
  int r = f(1);
  r += f(sink);
  return r;
}
int Sensor::make(int n) {
  Sensor s(n);
  return s.read() + (s + n);
}

template <typename T, int N>
struct Ring {
  T items[N];
  __attribute__((noinline)) T take(int at) { sink = at; return items[at % N]; }
};
Ring<int, 7> ring;
Ring<short, 5> shorts;
template <typename T>
__attribute__((noinline)) T biggest(T a, T b) { sink = a; return a > b ? a : b; }
static __attribute__((noinline)) int cloned(int a, int b) { for (int i = 0; i < a; i++) sink = b; return sink + b; }

extern "C" {
static inline __attribute__((always_inline)) int level3(int* p) { *p = 3; return *p; }
static inline __attribute__((always_inline)) int level2(int* p) { sink++; return level3(p) + level3(p + 1); }
static inline __attribute__((always_inline)) int level1(int* p) { return level2(p) * 2; }
int crash(int* p) { return level1(p); }
void start() {
  Sensor s(2);
  sink = s.kind(3) + Sensor::make(4) + pins::deep(5) + ring.take(6) + shorts.take(2);
  sink += biggest(1, (int)sink) + biggest<short>(1, (short)sink) + cloned(7, 9) + cloned(sink, 9);
  sink += crash((int*)sink) + helper(3);
  for (;;) {}
}
}

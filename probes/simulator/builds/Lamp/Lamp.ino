// A lamp that follows a dial: and crashes, because nobody ever made the lamp.
struct Lamp {
  int pin;
  int level;
};

Lamp* lamp;  // lamp = new Lamp() is missing in setup()

int brightness(const Lamp* which) {
  return which->level * 4;
}

void setup() {
  begin(115200);
}

void follow(int dial) {
  if (dial != brightness(lamp)) {
    analogWrite(lamp->pin, dial);
  }
}

void loop() {
  follow(analogRead(17));
  delay(20);
}

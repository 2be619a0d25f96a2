// Flashes a board by esptool-js, unchanged from npm, under Node: writes, has it checked, reads it back.
//
// node esptool_js.mjs HOST PORT [BAUD]        with esptool-js installed beside this file

import crypto from "node:crypto";
import { ESPLoader, Transport } from "esptool-js";
import { Rfc2217Port } from "./web_serial.mjs";

const [host, port, baud = "460800"] = process.argv.slice(2);
const SIZE = 65536, PLACE = 0x20000;

function same(one, other) {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}

function check(right, what) {
  console.log(`${right ? "ok" : "FAILED"}: esptool-js ${what}`);
  if (!right) process.exitCode = 1;
}

const quiet = { clean() {}, writeLine() {}, write() {} };
const transport = new Transport(new Rfc2217Port(host, Number(port)), false);
const loader = new ESPLoader({ transport, baudrate: Number(baud), terminal: quiet });

check((await loader.main()).startsWith("ESP8266"), "finds the chip, loads its helper program, changes the rate");
// its readFlashId() is left out: version 0.7.0 writes the lengths of a SPI command to the wrong register of an ESP8266
const image = crypto.randomBytes(SIZE);
const options = { flashMode: "keep", flashFreq: "keep", flashSize: "keep", eraseAll: false, compress: true };
const calculateMD5Hash = (data) => crypto.createHash("md5").update(data).digest("hex");
await loader.writeFlash({ fileArray: [{ data: image, address: PLACE }], ...options, calculateMD5Hash });
check(same(await loader.readFlash(PLACE, SIZE), image), "writes, compares sums, reads the same back");

await loader.eraseFlash();
check((await loader.readFlash(PLACE, 4096)).every((byte) => byte === 255), "erases all");

await loader.after("hard_reset");
await transport.disconnect();
process.exit();

// A serial port as browsers give it (Web Serial), on a board behind RFC 2217: only what a flasher uses of both.
//
// new Rfc2217Port(host, port): open, close, readable, writable, setSignals, getInfo.

import net from "node:net";

const IAC = 255, DONT = 254, DO = 253, WONT = 252, WILL = 251, SB = 250, SE = 240;
const BINARY = 0, COM_PORT = 44;
const SET_BAUDRATE = 1, SET_CONTROL = 5;
const DTR = { true: 8, false: 9 }, RTS = { true: 11, false: 12 };

export class Rfc2217Port {
  constructor(host, port) {
    this.place = { host, port };
    this.readable = null;
    this.writable = null;
  }

  getInfo() {
    return {};
  }

  async open({ baudRate }) {
    this.socket = net.connect(this.place);
    this.socket.setNoDelay(true);
    await new Promise((done, failed) => this.socket.once("connect", done).once("error", failed));
    this.command(IAC, WILL, BINARY, IAC, DO, BINARY, IAC, WILL, COM_PORT);
    const rate = Buffer.alloc(4);
    rate.writeUInt32BE(baudRate);
    this.option(SET_BAUDRATE, ...rate);
    const telnet = new Telnet();
    this.readable = new ReadableStream({
      start: (stream) => {
        this.socket.on("data", (chunk) => {
          const data = telnet.take(chunk);
          if (data.length) stream.enqueue(data);
        });
        this.socket.on("close", () => { try { stream.close(); } catch { /* it was cancelled */ } });
      },
    });
    this.writable = new WritableStream({ write: (data) => this.send(doubled(data)) });
  }

  // Both lines in one piece: nothing comes between them on the way.
  async setSignals({ dataTerminalReady, requestToSend }) {
    if (dataTerminalReady !== undefined) this.option(SET_CONTROL, DTR[dataTerminalReady]);
    if (requestToSend !== undefined) this.option(SET_CONTROL, RTS[requestToSend]);
  }

  async close() {
    this.readable = this.writable = null;
    await new Promise((done) => this.socket.end(done));
    this.socket.destroy();
  }

  option(...bytes) {
    this.command(IAC, SB, COM_PORT, ...doubled(bytes), IAC, SE);
  }

  command(...bytes) {
    this.send(Uint8Array.from(bytes));
  }

  send(data) {
    return new Promise((done, failed) => this.socket.write(data, (error) => (error ? failed(error) : done())));
  }
}

function doubled(data) {
  return Uint8Array.from([...data].flatMap((byte) => (byte === IAC ? [IAC, IAC] : [byte])));
}

// Takes the data out of what a telnet server sends; what it offers and asks is passed over.
class Telnet {
  state = "data";

  take(chunk) {
    const data = [];
    for (const byte of chunk) this.state = this[this.state](byte, data);
    return Uint8Array.from(data);
  }

  data(byte, out) {
    if (byte === IAC) return "command";
    out.push(byte);
    return "data";
  }

  command(byte, out) {
    if (byte === IAC) out.push(IAC);
    if (byte === SB) return "option";
    return [WILL, WONT, DO, DONT].includes(byte) ? "verb" : "data";
  }

  verb() {
    return "data";
  }

  option(byte) {
    return byte === IAC ? "optionEnd" : "option";
  }

  optionEnd(byte) {
    return byte === SE ? "data" : "option";
  }
}

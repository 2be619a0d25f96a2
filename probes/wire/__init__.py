"""Bytes to events: parsers of what an ESP8266 says, with no port and no clock."""

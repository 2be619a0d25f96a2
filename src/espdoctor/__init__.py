"""espdoctor finds out why an ESP8266 will not upload, boot or run, and proves the fix."""

__version__ = "0.1.0"

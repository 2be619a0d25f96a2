"""The commands: one thin file each, loaded when it is called."""

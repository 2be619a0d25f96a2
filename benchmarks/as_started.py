"""Importing this sets what `espdoctor` sets before it loads the screen; it must come before anything of Textual's."""

from espdoctor.tui.brisk import draw_soon

draw_soon()

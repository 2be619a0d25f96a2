"""What a form says, and not the person who filled it in: instructions, fields left open, boxes not ticked."""

from __future__ import annotations

import re

MOST_WORDS = 20_000
"""Characters of one piece of instructions; what is longer was written by somebody else."""

MOST_TEXT = 200_000
"""Characters of a text in which a form is looked for: it is filled in by hand, and GitHub takes 65536."""

_SIGNS = ("[ ]", "<!--", "elete below", ": [", ":\t", "goes here", "go here", "# ")
"""One of these is in every form that is known."""
_RULE = "-{5,80}"
_FORM = re.compile(
    # between two lines that ask to delete what is between them (esp8266/Arduino, ISSUE_TEMPLATE.md)
    rf"^{_RULE} ?Delete below ?{_RULE}\s*$(?:[^-]|-(?!----)){{0,{MOST_WORDS}}}{_RULE} ?Delete above ?{_RULE}[ \t\r]*$"
    # what GitHub does not show
    rf"|<!--(?:[^<-]|-(?!->)|<(?!!--)){{0,{MOST_WORDS}}}-->"
    # a box that is not ticked
    r"|^[ \t>]{0,20}[-*+] \[ \] [^\n]{0,2000}$"
    # a field with its choices still in it
    r"|^[ \t>]{0,20}[-*+] [A-Za-z][\w /]{1,30}:[ \t]{0,40}\[[^\]\n]{1,200}\][^\n]{0,60}$"
    # its headings, and what stands where something is to be written
    r"|^[ \t>]{0,20}#{1,6} (?:Basic Infos|Platform|Settings in IDE|Problem Description|Debug Messages"
    r"|\[?MCVE[^\n]{0,80})"
    r"[ \t\r]*$"
    r"|^[ \t>]{0,20}(?:Detailed problem description goes|Debug messages go) here\.?[ \t\r]*$",
    re.MULTILINE,
)


def without(text: str) -> str:
    """The text with spaces in place of a form's own words, so that every place in it stays where it was."""
    if len(text) > MOST_TEXT or not any(sign in text for sign in _SIGNS):
        return text
    return _FORM.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)

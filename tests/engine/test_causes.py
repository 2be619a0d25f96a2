"""The words of the knowledge base."""

from __future__ import annotations

from espdoctor.engine.causes import Place


def test_a_place_is_written_as_compilers_do() -> None:
    assert str(Place("upload/no-response.yaml", 12, 5)) == "upload/no-response.yaml:12:5"
    assert str(Place("facts.yaml", 3)) == "facts.yaml:3:1"

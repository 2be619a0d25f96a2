"""The last page to keep or to send: nothing of it acts, nothing private leaves with it, nothing is written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from espdoctor.tui import exports

PAGE = ["This is what was wrong:", "", "GPIO2 is held low (98%)", "  it said ``` <b>@you</b>", "    and more"]


def test_text_is_the_page_as_it_is() -> None:
    assert exports.text(PAGE).splitlines() == PAGE


def test_long_lines_are_wrapped_with_their_indentation_in_every_form() -> None:
    page = ["Seen", "  " + "word " * 40]

    for made in (exports.text(page), exports.markdown(page)):
        assert max(map(len, made.splitlines())) <= exports.TEXT_WIDTH
        assert made.count("\n  word") == 3


def test_in_markdown_nothing_that_was_read_is_markup() -> None:
    made = exports.markdown(["x <b>@you</b>", "  ```", "  <script>"])

    assert made.startswith("**x ")
    assert "<b>" not in made
    assert made.rstrip().endswith("````") or "<script>" in made.split("```")[1]


def test_a_picture_holds_the_whole_page() -> None:
    made = exports.picture([*PAGE, *[f"  line {n}" for n in range(80)]])

    assert made.startswith("<svg")
    assert "79" in made
    assert "<b>" not in made


@pytest.mark.parametrize("form", exports.FORMS)
def test_what_is_private_is_taken_out(form: str, tmp_path: Path) -> None:
    path = exports.save(form, ["seen", "  password=hunter22222"], tmp_path)

    assert "hunter22222" not in path.read_text(encoding="utf-8")


def test_no_earlier_page_is_written_over(tmp_path: Path) -> None:
    names = [exports.save("text", PAGE, tmp_path).name for _ in range(3)]

    assert names == ["espdoctor-result.txt", "espdoctor-result-2.txt", "espdoctor-result-3.txt"]


def test_the_case_is_copied_as_it_is(tmp_path: Path) -> None:
    case = tmp_path / "case.jsonl"
    case.write_text('{"a": 1}\n', encoding="utf-8")

    assert exports.save_case(case, tmp_path).read_text(encoding="utf-8") == '{"a": 1}\n'

"""The table's fields are what faults and hands may touch."""

from __future__ import annotations

from dataclasses import fields, replace

from espdoctor.probes.simulator.table import Table


def test_every_field_has_a_scalar_so_that_faults_can_be_data() -> None:
    assert all(isinstance(getattr(Table(), field.name), (bool, int, float, str)) for field in fields(Table))


def test_a_change_gives_a_new_table() -> None:
    table = Table()
    assert replace(table, ground=False) != table

"""A simulated board on the table, and probes run on it the way a consultation does."""

from __future__ import annotations

from espdoctor.engine.facts import Fact, Value
from espdoctor.knowledge import rulebook
from espdoctor.probes import catalog
from espdoctor.probes.link import Stop, doors
from espdoctor.probes.world import OpenWorld


class Benchtop:
    """One bench, one world over it, and what was learned so far."""

    def __init__(self, url: str, **known: Value) -> None:
        self.doors = doors(url)
        self.known: dict[str, Value] = {name.replace("__", "."): value for name, value in known.items()}
        self.facts: list[Fact] = []
        self.stop = Stop()
        self.world = OpenWorld(self.doors, self.stop, lambda: self.known, tables=rulebook().tables)

    def run(self, *probes: str) -> dict[str, Value]:
        """Run them in turn; what the last one taught."""
        taught: dict[str, Value] = {}
        for name in probes:
            taught = {}
            for seen in catalog.get(name).run(self.world):
                self.facts += seen.facts
                taught.update({fact.name: fact.value for fact in seen.facts})
                self.known.update(taught)
        return taught

    def all(self, name: str) -> set[Value]:
        """Every value that a fact had."""
        return {fact.value for fact in self.facts if fact.name == name}

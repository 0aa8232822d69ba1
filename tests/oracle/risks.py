"""Random risks drawn from a tariff's own questions: mostly answers that rate, edges more often than the middle."""

from __future__ import annotations

import datetime
from fractions import Fraction
from random import Random

from interpreter import NUMBERS, Policy, Tariff, days, number, text


class Draw(Policy):
    """Answers the questions one after another, as a person would: only what is asked, only what is offered."""

    def __init__(self, tariff: Tariff, random: Random):
        self.tariff, self.random = tariff, random
        self.policy, self.units = {}, [{} for _ in range(unit_count(tariff, random))]
        self.given: dict[str, str] = {}
        self.given_units: list[dict[str, str]] = [{} for _ in self.units]

    def risk(self) -> dict:
        for attribute in self.tariff.attributes:
            if self.tariff.scope(attribute) == "policy":
                self.answer(attribute, None, self.policy, self.given)
            else:
                for unit, answers in enumerate(self.units):
                    self.answer(attribute, unit, answers, self.given_units[unit])
        inception = self.inception_day()
        units = [{"answers": given} for given in self.given_units]
        return {"inception": inception, "as_of": self.known_day(inception), "answers": self.given, "units": units}

    def answer(self, attribute, unit, taken, given) -> None:
        if not self.holds(attribute.get("when", {}), unit):
            return
        default = self.tariff.default(attribute)
        if default is not None and self.random.random() < 0.2:
            taken[attribute["key"]] = default
            return
        if attribute["kind"] in NUMBERS:
            answer = self.some_number(attribute)
        else:
            offered = [c["key"] for c in self.tariff.choices(attribute) if self.holds(c.get("when", {}), unit)]
            answer = self.random.choice(offered)
        taken[attribute["key"]] = given[attribute["key"]] = answer

    def some_number(self, attribute) -> str:
        random, kind = self.random, attribute["kind"]
        least, most = (self._number_of(attribute, attribute[end]) for end in ("least", "most"))
        unit = Fraction(1, 10 ** attribute.get("digits", 0))
        edges = [least, most]
        for edge in band_edges(self.tariff, attribute["key"]):
            edges += [edge - unit, edge, edge + unit]
        edges = [edge for edge in edges if least <= edge <= most and (edge / unit).denominator == 1]
        if random.random() < 0.4:
            value = random.choice(edges)
        elif random.random() < 0.5:
            value = random.randint(0, int((most - least) / unit)) * unit + least
        else:  # small answers are what people give
            reach = max(1, int(((most - least) / unit)))
            value = least + min(reach, int(reach ** random.random())) * unit
        if kind == "date":
            return (datetime.date(1970, 1, 1) + datetime.timedelta(days=int(value))).isoformat()
        return text(value)

    def inception_day(self) -> str:
        head = self.tariff.head
        first = datetime.date.fromisoformat(head["inception_from"])
        last = datetime.date.fromisoformat(head.get("inception_to", "2029-12-31"))
        edges = [law[end] for law in self.tariff.entries["law"] for end in ("from", "to") if end in law]
        edges = [day for day in edges if first.isoformat() <= day <= last.isoformat()]
        if edges and self.random.random() < 0.3:
            return self.random.choice(edges)
        return (first + datetime.timedelta(days=self.random.randint(0, (last - first).days))).isoformat()

    def known_day(self, inception: str) -> str:
        return max(inception, self.tariff.head["known_from"])


def unit_count(tariff: Tariff, random: Random) -> int:
    least, most = tariff.units["least"], tariff.units["most"]
    return min(most, max(least, random.choice([1, 1, 1, 2, 3, least, 7])))


def band_edges(tariff: Tariff, key: str) -> list[Fraction]:
    """The ends of all bands over an answer."""
    edges = []
    for table in tariff.tables.values():
        if key in table["by"]:
            for row in table["rows"]:
                if isinstance(row[key], dict):
                    read = days if tariff.attribute[key]["kind"] == "date" else number
                    edges += [Fraction(read(edge)) for edge in row[key].values()]
    return edges


def draw(tariff: Tariff, random: Random) -> dict:
    return Draw(tariff, random).risk()

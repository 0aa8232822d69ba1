"""A second interpreter of tariff files, written from docs/tariffs.md alone and never from the engine.

It exists to disagree: where the two differ, one of them or the document is wrong. Values are exact (Fraction), so that
only what the tariff rounds is rounded. Standard library only.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
import re
import tomllib
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

NUMBERS = {"count", "money", "percent", "date"}
MARKS = ["notice", "published", "elsewhere", "recalled", "illustrative"]
SCALES = {"percent": 100, "per-mille": 1000}
SECTIONS = ["source", "attribute", "figure", "table", "step", "cover", "line", "law", "must"]
SINGLE = ["tariff", "units", "prevention_fund", "obligation"]


class Refused(Exception):
    """The risk is not rated: the JSON pointer and the code of each reason."""

    def __init__(self, faults, rows=frozenset()):
        super().__init__(", ".join(f"{pointer} {code}" for pointer, code in faults))
        self.faults = faults
        #: Rows of tables that had answered when the law was held against the result.
        self.rows = rows


def number(value) -> Fraction:
    """A figure as it may be written: a string of digits with at most one point, or a whole number."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise TypeError(f"{value!r} is no figure")
    text = str(value)
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        raise ValueError(f"{text!r} is no figure")
    return Fraction(text)


def days(text: str) -> int:
    """Days since 1970-01-01."""
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days


def rounded(value: Fraction, digits: int, how: str) -> Fraction:
    """`value` with `digits` places after the point."""
    unit = Fraction(1, 10**digits)
    whole, rest = divmod(abs(value), unit)
    half = unit / 2
    away = {
        "half-up": rest >= half,
        "half-even": rest > half or (rest == half and whole % 2 == 1),
        "up": rest > 0,
        "down": False,
    }[how]
    result = (whole + (1 if away else 0)) * unit
    return -result if value < 0 else result


def text(value: Fraction) -> str:
    """Plain digits, no trailing zeros; every value of a tariff has finitely many."""
    sign, value = ("-" if value < 0 else ""), abs(value)
    for places in range(0, 61):
        shifted = value * 10**places
        if shifted.denominator == 1:
            digits = str(shifted.numerator).rjust(places + 1, "0")
            return sign + (digits if places == 0 else f"{digits[:-places]}.{digits[-places:]}")
    raise ArithmeticError(f"{value} has no end")


def fen(value: Fraction) -> str:
    """An amount in yuan with exactly two places, half up."""
    plain = text(rounded(value, 2, "half-up"))
    whole, _, places = plain.partition(".")
    return f"{whole}.{places.ljust(2, '0')}"


def as_list(value) -> list:
    return value if isinstance(value, list) else [value]


@dataclass
class Figure:
    value: Fraction
    mark: int


@dataclass
class Value:
    """A value and the weakest mark among the figures in it."""

    value: Fraction
    mark: int = 0


@dataclass
class Step:
    """One step that ran."""

    key: str
    unit: int | None
    to: str
    result: Fraction
    mark: int


@dataclass
class Rated:
    premium: Fraction
    mark: int
    steps: list[Step] = field(default_factory=list)
    covers: list = field(default_factory=list)
    #: Rows that answered, as (table, row number from 1).
    rows: set = field(default_factory=set)


class Tariff:
    """A tariff file with its includes."""

    def __init__(self, path: Path):
        self.path = Path(path)
        self.files: list[bytes] = []
        self.entries: dict = {name: [] for name in SECTIONS}
        self.single: dict = {}
        self._seen: set[Path] = set()
        self._read(self.path.resolve())
        head = self.single["tariff"]
        self.id, self.head = head["id"], head
        self.units = self.single.get("units", {"least": 0, "most": 0})
        self.marks = {s["id"]: MARKS.index(s["mark"]) for s in self.entries["source"]}
        self.attributes = self.entries["attribute"]
        self.attribute = {a["key"]: a for a in self.attributes}
        self.tables = {t["key"]: t for t in self.entries["table"]}
        self.figures = {f["key"]: self._figure(f) for f in self.entries["figure"]}
        self.unit_registers = {s.get("to", s["key"]) for s in self.entries["step"] if s.get("scope") == "unit"}

    def _read(self, path: Path) -> None:
        if path in self._seen:
            return
        self._seen.add(path)
        raw = path.read_bytes()
        self.files.append(raw)
        parsed = tomllib.loads(raw.decode("utf-8"))
        for include in parsed.get("include", []):
            self._read((path.parent / include).resolve())
        for name in SECTIONS:
            self.entries[name] += parsed.get(name, [])
        for name in SINGLE:
            if name in parsed:
                self.single[name] = parsed[name]

    def digest(self) -> str:
        """SHA-256 over the files in reading order, each after its length; line ends do not count."""
        total = hashlib.sha256()
        for raw in self.files:
            raw = raw.replace(b"\r\n", b"\n")
            total.update(len(raw).to_bytes(8, "big") + raw)
        return total.hexdigest()

    def _figure(self, entry) -> Figure:
        value = number(entry["value"]) / SCALES.get(entry.get("unit", "factor"), 1)
        return Figure(value, self.marks[entry["source"]])

    def scope(self, attribute) -> str:
        return attribute.get("scope", "policy")

    def choices(self, attribute) -> list[dict]:
        if attribute["kind"] == "extension":
            return [{"key": "no"}, {"key": "yes"}]
        return attribute["choices"]

    def default(self, attribute):
        return attribute.get("default", "no" if attribute["kind"] == "extension" else None)

    # --- answers ---

    def rate(self, risk: dict) -> Rated:
        """Rates a risk in which nothing is open; `Refused` where it may not be."""
        begun = self.head["inception_from"] <= risk["inception"] <= self.head.get("inception_to", "9999-12-31")
        if not begun or risk["as_of"] < self.head["known_from"]:
            raise Refused([("/inception", "no-tariff")])
        if not self.units.get("one_policy_each"):
            return Policy(self, risk).rate()
        whole = Rated(Fraction(0), 0)
        for index, unit in enumerate(risk["units"]):
            try:
                one = Policy(self, {**risk, "units": [unit]}).rate()
            except Refused as refused:
                moved = [(p.replace("/units/0/", f"/units/{index}/", 1), c) for p, c in refused.faults]
                raise Refused(moved, refused.rows) from None
            whole.premium += one.premium
            whole.mark = max(whole.mark, one.mark)
            whole.steps += [Step(s.key, index, s.to, s.result, s.mark) for s in one.steps]
            whole.covers += one.covers
            whole.rows |= one.rows
        return whole


class Policy:
    """One run: the answers as given and as taken, and the registers."""

    def __init__(self, tariff: Tariff, risk: dict):
        self.tariff = tariff
        self.inception = risk["inception"]
        self.policy: dict[str, str] = {}
        self.units: list[dict[str, str]] = [{} for _ in risk.get("units", [])]
        self.registers: dict[str, Value] = {}
        self.unit_registers: list[dict[str, Value]] = [{} for _ in self.units]
        self.steps: list[Step] = []
        self.rows: set[tuple[str, int]] = set()
        self._answer(risk)

    def _answer(self, risk) -> None:
        faults = []
        given_units = [u.get("answers", {}) for u in risk.get("units", [])]
        least, most = self.tariff.units["least"], self.tariff.units["most"]
        if not least <= len(given_units) <= most:
            raise Refused([("/units", "unit-count")])
        self._known(risk.get("answers", {}), "policy", "/answers", faults)
        for index, given in enumerate(given_units):
            self._known(given, "unit", f"/units/{index}/answers", faults)
        if faults:
            raise Refused(faults)
        for attribute in self.tariff.attributes:
            if self.tariff.scope(attribute) == "policy":
                self._take(attribute, risk.get("answers", {}), None, "/answers", faults)
            else:
                for index, given in enumerate(given_units):
                    self._take(attribute, given, index, f"/units/{index}/answers", faults)
        for attribute in self.tariff.attributes:
            chosen = self.policy.get(attribute["key"]) == "yes" and attribute["kind"] == "extension"
            for needed in attribute.get("requires", []):
                if chosen and self.policy.get(needed) != "yes":
                    faults.append((f"/answers/{attribute['key']}", "requires"))
        if faults:
            raise Refused(faults)

    def _known(self, given, scope, pointer, faults) -> None:
        known = {a["key"] for a in self.tariff.attributes if self.tariff.scope(a) == scope}
        faults.extend((f"{pointer}/{key}", "unknown") for key in given if key not in known)

    def _take(self, attribute, given, unit, pointer, faults) -> None:
        key = attribute["key"]
        pointer = f"{pointer}/{key}"
        if not self.holds(attribute.get("when", {}), unit):
            if key in given:
                faults.append((pointer, "not-asked"))
            return
        answer = given.get(key, self.tariff.default(attribute))
        if answer is None:
            faults.append((pointer, "missing"))
            return
        code = self._wrong(attribute, answer, unit)
        if code:
            faults.append((pointer, code))
        else:
            (self.policy if unit is None else self.units[unit])[key] = answer

    def _wrong(self, attribute, answer, unit) -> str | None:
        if answer == "?" and not attribute.get("unsure"):
            return "must-be-known"
        if attribute["kind"] not in NUMBERS:
            offered = [c for c in self.tariff.choices(attribute) if self.holds(c.get("when", {}), unit)]
            return None if answer in [c["key"] for c in offered] else "not-a-choice"
        try:
            value, least, most = (self._number_of(attribute, v) for v in (answer, attribute["least"], attribute["most"]))
        except ValueError:
            return "not-a-number"
        if (value * 10 ** attribute.get("digits", 0)).denominator != 1:
            return "too-precise"
        return "too-small" if value < least else "too-large" if value > most else None

    @staticmethod
    def _number_of(attribute, answer) -> Fraction:
        return Fraction(days(answer)) if attribute["kind"] == "date" else number(answer)

    def holds(self, when: dict, unit: int | None) -> bool:
        """A condition on a unit's attribute holds for the policy where any unit is so."""
        return all(self._is(key, as_list(accepted), unit) for key, accepted in when.items())

    def _is(self, key, accepted, unit) -> bool:
        if self.tariff.scope(self.tariff.attribute[key]) == "policy":
            return self.policy.get(key) in accepted
        units = self.units if unit is None else [self.units[unit]]
        return any(answers.get(key) in accepted for answers in units)

    # --- steps ---

    def value(self, name: str, unit: int | None) -> Value:
        if name in self.tariff.figures:
            figure = self.tariff.figures[name]
            return Value(figure.value, figure.mark)
        if name in self.tariff.attribute:
            attribute = self.tariff.attribute[name]
            answers = self.policy if self.tariff.scope(attribute) == "policy" else self.units[unit]
            return Value(self._number_of(attribute, answers[name]))
        return (self.unit_registers[unit] if name in self.tariff.unit_registers else self.registers)[name]

    def rate(self) -> Rated:
        for step in self.tariff.entries["step"]:
            if step.get("scope") == "unit":
                for unit in range(len(self.units)):
                    self._run(step, unit)
            else:
                self._run(step, None)
        self._law()
        premium = self.registers[self.tariff.head["premium"]]
        return Rated(premium.value, premium.mark, self.steps, self._covers(), self.rows)

    def _run(self, step, unit) -> None:
        to = step.get("to", step["key"])
        registers = self.registers if unit is None else self.unit_registers[unit]
        if not self.holds(step.get("when", {}), unit):
            if "otherwise" in step:
                registers[to] = Value(number(step["otherwise"]))
            return
        result = self._apply(step, unit)
        result.mark = max(result.mark, self.tariff.marks[step["source"]])
        registers[to] = result
        self.steps.append(Step(step["key"], unit, to, result.value, result.mark))

    def _apply(self, step, unit) -> Value:
        op = step["op"]
        if op == "look-up":
            return self._look_up(self.tariff.tables[step["table"]], unit)
        if op == "slices":
            return self._slices(self.tariff.tables[step["table"]], unit)
        if op == "total":
            return self._total(step)
        read = [self.value(name, unit) for name in step["of"]]
        bounds = {k: self.value(step[k], unit) for k in ("least", "most") if k in step}
        mark = max(v.mark for v in [*read, *bounds.values()])
        return Value(arithmetic(step, [v.value for v in read], {k: v.value for k, v in bounds.items()}), mark)

    def _total(self, step) -> Value:
        if step["how"] == "count":
            return Value(Fraction(len(self.units)))
        each = [self.value(step["of"][0], unit) for unit in range(len(self.units))]
        if not each:
            return Value(Fraction(0))
        how = {"sum": sum, "most": max, "least": min}[step["how"]]
        return Value(how(v.value for v in each), max(v.mark for v in each))

    def _look_up(self, table, unit) -> Value:
        answers = [n for n, row in enumerate(table["rows"], 1) if all(self._meets(row[by], by, unit) for by in table["by"])]
        if len(answers) != 1:
            raise LookupError(f"table {table['key']}: {len(answers)} rows answer")
        self.rows.add((table["key"], answers[0]))
        numeric = [by for by in table["by"] if not self._is_choice(by)]
        marks = [self.value(by, unit).mark for by in numeric]
        figure = self._row(table, table["rows"][answers[0] - 1])
        return Value(figure.value, max([figure.mark, *marks]))

    def _row(self, table, row) -> Figure:
        value = number(row["value"]) / SCALES.get(table.get("unit", "factor"), 1)
        return Figure(value, self.tariff.marks[row.get("source", table.get("source"))])

    def _is_choice(self, name) -> bool:
        return name in self.tariff.attribute and self.tariff.attribute[name]["kind"] not in NUMBERS

    def _meets(self, cell, by, unit) -> bool:
        if cell == "*":
            return True
        if self._is_choice(by):
            answers = self.policy if self.tariff.scope(self.tariff.attribute[by]) == "policy" else self.units[unit]
            return answers[by] in as_list(cell) or "*" in as_list(cell)
        is_day = self.tariff.attribute.get(by, {}).get("kind") == "date"
        return in_band(self.value(by, unit).value, cell, days if is_day else number)

    def _slices(self, table, unit) -> Value:
        """Each part of the amount, from zero, at the rate of the band it lies in."""
        amount = self.value(table["by"][0], unit)
        total, mark = Fraction(0), amount.mark
        for position, row in enumerate(table["rows"], 1):
            low, high = edges(row[table["by"][0]])
            low = max(Fraction(0), low) if low is not None else Fraction(0)
            high = min(amount.value, high) if high is not None else amount.value
            figure = self._row(table, row)
            mark = max(mark, figure.mark)
            if high > low:
                self.rows.add((table["key"], position))
                total += (high - low) * figure.value
        return Value(total, mark)

    # --- after the steps ---

    def _law(self) -> None:
        faults = []
        for law in self.tariff.entries["law"]:
            of = law.get("of")
            begun = law["from"] <= self.inception <= law.get("to", "9999-12-31")
            if of is None or not begun:
                continue
            try:
                value = self.value(of, None).value
            except KeyError:
                continue
            low, high = law.get("least"), law.get("most")
            if (low is not None and value < number(low)) or (high is not None and value > number(high)):
                faults.append((f"/answers/{self._blame(of)}", "unlawful"))
        if faults:
            raise Refused(faults, self.rows)

    def _blame(self, name) -> str:
        """The question whose answer decides a value: what the first step that writes it reads first."""
        while name not in self.tariff.attribute:
            step = next(s for s in self.tariff.entries["step"] if s.get("to", s["key"]) == name)
            name = self.tariff.tables[step["table"]]["by"][0] if "table" in step else step["of"][0]
        return name

    def _covers(self) -> list:
        covers = []
        for cover in self.tariff.entries["cover"]:
            chosen = "extension" not in cover or self.policy.get(cover["extension"]) == "yes"
            if not chosen or not self.holds(cover.get("when", {}), None):
                continue
            limits = [(limit["per"], fen(self.value(limit["amount"], None).value)) for limit in cover.get("limits", [])]
            deductible = fen(self.value(cover["deductible"], None).value) if "deductible" in cover else None
            share = text(self.value(cover["deductible_share"], None).value) if "deductible_share" in cover else None
            covers.append((cover["key"], limits, deductible, share))
        return covers


def arithmetic(step, of: list[Fraction], bounds: dict[str, Fraction]) -> Fraction:
    """The operations on numbers."""
    match step["op"]:
        case "multiply":
            product = Fraction(1)
            for factor in of:
                product *= factor
            return product
        case "add":
            return sum(of, Fraction(0))
        case "subtract":
            return of[0] - of[1]
        case "divide":
            return rounded(of[0] / of[1], step["digits"], step["rounding"])
        case "factor-sum":
            return 1 + sum(of, Fraction(0))
        case "discount":
            return of[0] * (1 - of[1])
        case "clamp":
            value = min(of[0], bounds["most"]) if "most" in bounds else of[0]
            return max(value, bounds["least"]) if "least" in bounds else value
        case "least-of":
            return min(of)
        case "most-of":
            return max(of)
        case "round":
            return rounded(of[0], step["digits"], step["rounding"])
        case "copy":
            return of[0]
    raise ValueError(f"no operation {step['op']}")


def in_band(value: Fraction, band: dict, read) -> bool:
    tests = {
        "up_to": lambda edge: value <= edge,
        "below": lambda edge: value < edge,
        "over": lambda edge: value > edge,
        "from": lambda edge: value >= edge,
    }
    return all(tests[name](read(edge)) for name, edge in band.items())


def edges(cell) -> tuple[Fraction | None, Fraction | None]:
    """Lower and upper end of a band; which of them it includes does not matter to a slice."""
    band = {} if cell == "*" else cell
    low, high = band.get("over", band.get("from")), band.get("up_to", band.get("below"))
    return (None if low is None else number(low)), (None if high is None else number(high))


def shipped(root: Path) -> list[Path]:
    """The tariffs of the repository, and the small ones that show one structure each."""
    return sorted(itertools.chain((root / "tariffs").glob("*.toml"), (root / "tests/tariffs").glob("*.toml")))

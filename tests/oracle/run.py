#!/usr/bin/env python3
"""Does the engine rate as docs/tariffs.md says?

    python3 tests/oracle/run.py [--risks N] [--seed S] [--golden-only] [TARIFF.toml …]

Rates the golden quotes with the interpreter, then random risks with interpreter and engine: premium, every step with its
mark, every limit, every refusal must be equal. The engine is `anze` (ANZE, or the newest build under the target folder).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))
import golden
from interpreter import MARKS, Refused, Tariff, fen, shipped, text
from risks import draw

ROOT = Path(__file__).resolve().parents[2]


class Count:
    """What passed and failed; shows the first failures of each kind."""

    def __init__(self):
        self.passed = self.failed = 0

    def add(self, what: str, wrong: list[str]) -> None:
        if not wrong:
            self.passed += 1
            return
        self.failed += 1
        if self.failed <= 20:
            print(f"FAILED {what}: {'; '.join(wrong)}")


def engine() -> str | None:
    if "ANZE" in os.environ:
        return os.environ["ANZE"]
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    built = [p for p in (target / "release/anze", target / "debug/anze") if p.exists()]
    return str(max(built, key=lambda p: p.stat().st_mtime)) if built else None


def ask_engine(binary: str, path: Path, risks: list[dict]) -> list[dict]:
    lines = "".join(json.dumps(risk, ensure_ascii=False) + "\n" for risk in risks)
    command = [binary, "quote", "--tariff", str(path), "--explain"]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, encoding="utf-8", check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(risks):
        raise SystemExit(f"{' '.join(command)}: {len(answers)} answers to {len(risks)} risks\n{done.stderr[:2000]}")
    return answers


def by_interpreter(tariff: Tariff, risk: dict) -> dict:
    try:
        rated = tariff.rate(risk)
    except Refused as refused:
        return {"faults": sorted(refused.faults)}
    return {
        "premium": fen(rated.premium),
        "mark": MARKS[rated.mark],
        "steps": sorted((s.unit if s.unit is not None else -1, s.key, s.to, text(s.result), MARKS[s.mark]) for s in rated.steps),
        "covers": rated.covers,
    }


def by_engine(answer: dict) -> dict:
    if "faults" in answer:
        return {"faults": sorted((f["pointer"], f["code"]) for f in answer["faults"])}
    steps = answer["steps"]
    unit = lambda step: -1 if step["unit"] is None else step["unit"]
    return {
        "premium": answer["premium"],
        "mark": answer["mark"],
        "steps": sorted((unit(s), s["step"], s["to"], s["result"], s["mark"]) for s in steps),
        "covers": [
            (c["key"], [(one["per"], one["amount"]) for one in c["limits"]], c["deductible"], c["deductible_share"])
            for c in answer["covers"]
        ],
    }


def differences(ours: dict, theirs: dict) -> list[str]:
    wrong = [f"{key}: {ours.get(key)} ≠ engine's {theirs.get(key)}" for key in ("premium", "mark", "faults", "covers")
             if ours.get(key) != theirs.get(key)]
    apart = set(ours.get("steps", [])) ^ set(theirs.get("steps", []))
    return wrong + [f"step {step}" for step in sorted(apart)[:4]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--risks", type=int, default=1000, help="random risks for each tariff")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--golden-only", action="store_true", help="do not ask the engine")
    parser.add_argument("tariffs", nargs="*", type=Path)
    options = parser.parse_args()
    seed = Random().randrange(2**32) if options.seed is None else options.seed
    binary = None if options.golden_only else engine()
    if binary is None and not options.golden_only:
        print("no anze binary: build it (cargo build -p platform), or set ANZE")
        return 2
    print(f"seed {seed}")
    count = Count()
    for path in options.tariffs or shipped(ROOT):
        tariff = Tariff(path)
        goldens = golden.read(path.with_suffix(".quotes.csv"))
        for one in goldens:
            count.add(f"{tariff.id}, {one.name}", golden.check(tariff, one))
        count.add(f"{tariff.id}, rows no golden quote uses", golden.untouched(tariff, goldens))
        if binary:
            random = Random(f"{seed} {tariff.id}")
            risks = [draw(tariff, random) for _ in range(options.risks)]
            for risk, answer in zip(risks, ask_engine(binary, path, risks), strict=True):
                wrong = differences(by_interpreter(tariff, risk), by_engine(answer))
                count.add(f"{tariff.id}, {json.dumps(risk, ensure_ascii=False)}" if wrong else "", wrong)
    print(f"{count.passed} passed, {count.failed} failed")
    return 1 if count.failed else 0


if __name__ == "__main__":
    sys.exit(main())

// The tariff file as data in JavaScript, with binary floats: what the engine does, but for exactness. Names become places, tables
// grids, steps functions; steps that the premium does not depend on are left out. Operations that jinan-2025 does not use are not here.
import { execFileSync } from 'node:child_process';

const SCALES = { percent: 100, 'per-mille': 1000 };
const list = (value) => (Array.isArray(value) ? value : [value]);
const target = (step) => step.to ?? step.key;

const READ = `
import json, sys, tomllib
from pathlib import Path
def read(path, into):
    one = tomllib.loads(path.read_text("utf-8"))
    for more in one.pop("include", []): read(path.parent / more, into)
    for key, value in one.items(): into[key] = into.get(key, []) + value if isinstance(value, list) else value
    return into
json.dump(read(Path(sys.argv[1]), {}), sys.stdout)`;

/** Gives `prepare`, which makes places of a risk's answers, and `rate`. */
export function interpreter(path) {
  const tariff = JSON.parse(execFileSync('python3', ['-c', READ, path], { maxBuffer: 2 ** 26 }));
  const steps = needed(tariff);
  const attributes = new Map(tariff.attribute.map((one) => [one.key, one]));
  const isOfUnit = (name) => (attributes.get(name)?.scope ?? steps.find((step) => target(step) === name)?.scope) === 'unit';
  const isNumber = (name) => ['count', 'money', 'percent', 'date'].includes(attributes.get(name)?.kind);
  const choices = (name) => {
    const { kind, choices: all } = attributes.get(name);
    return kind === 'extension' ? ['no', 'yes'] : all.map((one) => one.key);
  };
  // Places of numbers and of choices, for the policy and for each unit.
  const places = new Map();
  const count = { true: 0, false: 0 };
  const place = (name) => {
    if (!places.has(name)) places.set(name, count[isOfUnit(name)]++);
    return places.get(name);
  };
  const figures = new Map(tariff.figure.map(({ key, value, unit }) => [key, Number(value) / (SCALES[unit] ?? 1)]));

  // A number, for the unit that is being rated.
  const read = (name) => {
    if (figures.has(name)) {
      const figure = figures.get(name);
      return () => figure;
    }
    const at = place(name);
    return isOfUnit(name) ? (policy, unit) => unit[at] : (policy) => policy[at];
  };

  const axis = (table, by) => {
    if (attributes.has(by) && !isNumber(by)) {
      const all = choices(by);
      return { size: all.length, position: read(by), cells: ({ [by]: cell }) => (cell === '*' ? all : list(cell)).map((one) => all.indexOf(one)) };
    }
    const value = read(by);
    const bands = table.rows.map((row) => row[by]);
    const ends = bands.filter((band) => 'up_to' in band).map((band) => Number(band.up_to)).sort((a, b) => a - b);
    const position = (policy, unit) => {
      const amount = value(policy, unit);
      let index = 0;
      while (index < ends.length && amount > ends[index]) index += 1;
      return index;
    };
    return { size: ends.length + 1, position, cells: ({ [by]: band }) => ['up_to' in band ? ends.indexOf(Number(band.up_to)) : ends.length] };
  };

  const lookUp = (key) => {
    const table = tariff.table.find((one) => one.key === key);
    if (table.by.length !== 1) throw new Error(`table ${key}: more than one key`);
    const { size, position, cells } = axis(table, table.by[0]);
    const grid = new Float64Array(size).fill(NaN);
    for (const row of table.rows) for (const cell of cells(row)) grid[cell] = Number(row.value) / (SCALES[table.unit] ?? 1);
    return (policy, unit) => grid[position(policy, unit)];
  };

  const fold = (of, combine) => {
    const [first, ...rest] = of;
    return rest.reduce((all, next) => (policy, unit) => combine(all(policy, unit), next(policy, unit)), first);
  };

  const work = (step) => {
    const of = (step.of ?? []).map(read);
    const [a, b] = of;
    switch (step.op) {
      case 'look-up': return lookUp(step.table);
      case 'multiply': return fold(of, (x, y) => x * y);
      case 'add': return fold(of, (x, y) => x + y);
      case 'factor-sum': return fold([() => 1, ...of], (x, y) => x + y);
      case 'discount': return (policy, unit) => a(policy, unit) * (1 - b(policy, unit));
      case 'copy': return a;
      case 'round': return (policy, unit) => Math.round(a(policy, unit) * 10 ** step.digits) / 10 ** step.digits;
      case 'clamp': {
        const [least, most] = [read(step.least), read(step.most)];
        return (policy, unit) => Math.max(Math.min(a(policy, unit), most(policy, unit)), least(policy, unit));
      }
      case 'total': {
        const at = place(step.of[0]);
        return (policy, none, units) => {
          let sum = 0;
          for (const unit of units) sum += unit[at];
          return sum;
        };
      }
      default: throw new Error(`operation ${step.op}`);
    }
  };

  // Whether it runs: a condition on a unit's answer holds for the policy where any unit is so.
  const when = (step) => Object.entries(step.when ?? {}).map(([name, accepted]) => {
    const [at, all] = [place(name), choices(name)];
    const passes = all.map((one) => list(accepted).includes(one));
    if (!isOfUnit(name)) return (policy) => passes[policy[at]];
    if (step.scope === 'unit') return (policy, unit) => passes[unit[at]];
    return (policy, none, units) => {
      for (const unit of units) if (passes[unit[at]]) return true;
      return false;
    };
  });

  const program = steps.map((step) => ({
    isOfUnit: step.scope === 'unit',
    to: place(target(step)),
    conditions: when(step),
    work: work(step),
    otherwise: 'otherwise' in step ? Number(step.otherwise) : null,
  }));
  const premium = place(tariff.tariff.premium);

  const run = ({ conditions, work: result, otherwise, to }, into, policy, unit, units) => {
    for (const holds of conditions) {
      if (holds(policy, unit, units)) continue;
      if (otherwise !== null) into[to] = otherwise;
      return;
    }
    into[to] = result(policy, unit, units);
  };

  const rate = ({ policy, units }) => {
    for (const step of program) {
      if (step.isOfUnit) for (const unit of units) run(step, unit, policy, unit, units);
      else run(step, policy, policy, undefined, units);
    }
    return policy[premium];
  };

  const prepare = (risk) => {
    const answered = (given, ofUnit) => {
      const row = new Float64Array(count[ofUnit]);
      for (const [name, attribute] of attributes) {
        if (isOfUnit(name) !== ofUnit || !places.has(name)) continue;
        const answer = given[name] ?? attribute.default ?? (attribute.kind === 'extension' ? 'no' : undefined);
        row[place(name)] = isNumber(name) ? Number(answer) : choices(name).indexOf(answer);
      }
      return row;
    };
    return { policy: answered(risk.answers ?? {}, false), units: risk.units.map((unit) => answered(unit.answers, true)) };
  };
  return { prepare, rate };
}

// The steps that the premium depends on, in order.
function needed(tariff) {
  const wanted = new Set([tariff.tariff.premium]);
  const inputs = (step) => [...(step.of ?? []), step.least, step.most, ...(tariff.table.find((one) => one.key === step.table)?.by ?? [])];
  return tariff.step.toReversed().filter((step) => {
    if (!wanted.has(target(step))) return false;
    inputs(step).forEach((name) => wanted.add(name));
    return true;
  }).reverse();
}

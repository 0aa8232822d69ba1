// The premium of jinan-2025 written by hand in JavaScript: the same steps over the same figures, once for any arithmetic.
// Answers become indices and numbers beforehand, as the engine does it.

const ACTIVITIES = ['coal-underground', 'other-underground', 'open-pit', 'tailings-pond', 'hazchem-making', 'hazchem-storage',
  'hazchem-trading', 'filling-station', 'hazchem-use', 'fireworks-making', 'fireworks-trading', 'dangerous-goods',
  'passengers', 'freight', 'explosives-making', 'explosives-trading', 'smelting', 'fishery', 'chemicals', 'industry', 'other'];
const BASES = ['300', '280', '180', '150', '200', '180', '120', '100', '120', '300', '120', '220', '150', '130', '240', '120',
  '160', '300', '90', '60', '30'];
const LIMITS = ['300000', '400000', '500000', '600000', '800000', '1000000'];
const LIMIT_FACTORS = ['0.70', '0.85', '1.00', '1.15', '1.40', '1.65'];
const LEVELS = ['red', 'orange', 'yellow', 'blue'];
const LEVEL_FACTORS = ['1.20', '1.10', '1.00', '0.90'];
const DUAL = ['both', 'one', 'none'];
const DUAL_FACTORS = ['0.95', '1.00', '1.05'];
const ACCIDENTS = ['none', 'general', 'larger', 'major'];
const ACCIDENT_LOADINGS = ['-0.10', '0.10', '0.20', '0.30'];
const GRADES = ['none', 'grade-3', 'grade-2', 'grade-1'];
const GRADE_FACTORS = ['1.10', '1.00', '0.90', '0.80'];
const WORKS_DISCOUNTS = ['0', '0.05', '0.10', '0.15'];
const MONTHS = ['0.10', '0.20', '0.30', '0.40', '0.50', '0.60', '0.70', '0.80', '0.85', '0.90', '0.95', '1'];
const WORKS_BANDS = ['10000000', '50000000', '100000000', '500000000', '1000000000'];
const WORKS_RATES = ['0.00065', '0.00060', '0.00055', '0.00050', '0.00045', '0.00040'];
const LOSS_BANDS = ['0', '30', '60', '80'];
const LOSS_FACTORS = ['0.90', '0.95', '1.00', '1.10', '1.20'];

// `of` makes a number from text; the other operations are those of the arithmetic.
export function tariff({ of, add, sub, mul, min, max, atMost, round }) {
  const all = (list) => list.map(of);
  const [bases, limits, levels, duals, accidents, grades, discounts, months, worksBands, worksRates, lossBands, losses] = [BASES,
    LIMIT_FACTORS, LEVEL_FACTORS, DUAL_FACTORS, ACCIDENT_LOADINGS, GRADE_FACTORS, WORKS_DISCOUNTS, MONTHS, WORKS_BANDS,
    WORKS_RATES, LOSS_BANDS, LOSS_FACTORS].map(all);
  const [zero, one, down, up, share] = all(['0', '1', '0.70', '1.30', '0.10']);

  const prepare = ({ answers, units }) => ({
    units: units.map(({ answers: a }) => (a.sector === 'construction'
      ? { value: of(a.contract_value) }
      : { base: ACTIVITIES.indexOf(a.activity ?? a.sector), people: of(a.headcount) })),
    limit: LIMITS.indexOf(answers.limit ?? '500000'),
    level: LEVELS.indexOf(answers.risk_level ?? 'yellow'),
    dual: DUAL.indexOf(answers.dual_prevention ?? 'one'),
    accidents: ACCIDENTS.indexOf(answers.accidents ?? 'none'),
    grade: GRADES.indexOf(answers.standardisation ?? 'none'),
    loss: answers.insured_before === 'yes' ? of(answers.loss_ratio) : null,
    months: Number(answers.months ?? '12') - 1,
    disease: answers.occupational_disease === 'yes',
  });

  const band = (ends, value) => {
    let index = 0;
    while (index < ends.length && !atMost(value, ends[index])) index += 1;
    return index;
  };

  const rate = (risk) => {
    let premium = zero;
    let works = zero;
    for (const unit of risk.units) {
      if (unit.value === undefined) premium = add(premium, mul(bases[unit.base], unit.people));
      else works = add(works, mul(unit.value, worksRates[band(worksBands, unit.value)]));
    }
    premium = mul(premium, limits[risk.limit]);
    const before = premium;
    premium = mul(premium, levels[risk.level]);
    premium = mul(premium, duals[risk.dual]);
    premium = mul(premium, add(one, accidents[risk.accidents]));
    premium = mul(premium, grades[risk.grade]);
    if (risk.loss !== null) premium = mul(premium, losses[band(lossBands, risk.loss)]);
    premium = min(max(premium, mul(before, down)), mul(before, up));
    premium = mul(premium, months[risk.months]);
    premium = add(premium, mul(works, sub(one, discounts[risk.grade])));
    if (risk.disease) premium = add(premium, mul(premium, share));
    return round(premium);
  };
  return { prepare, rate };
}

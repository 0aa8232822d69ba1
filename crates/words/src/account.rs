//! The account of a premium: each step as a sum that one can check by hand.

use rating::Tariff;
use rating::quote::{Operand, StepTrace};
use rating::tariff::{FigureUnit, How};

use crate::{self as w, Lang};
use application::shown::{grouped, scaled};

/// A step as arithmetic: `100 × 12 = 1,200`.
pub fn sum(tariff: &Tariff, step: &StepTrace, lang: Lang) -> String {
    let shown: Vec<String> = step.operands.iter().map(|operand| value(operand, lang)).collect();
    let result = grouped(&step.result);
    let joined = |sign: &str| format!("{} = {result}", shown.join(sign));
    let listed = shown.join(lang.say(w::LIST_COMMA));
    match step.op.as_str() {
        "look-up" => format!("{listed} → {}", looked_up(tariff, step)),
        "slices" => format!("{listed} → {result}"),
        "multiply" => joined(" × "),
        "add" => joined(" + "),
        "subtract" => joined(" − "),
        "divide" => joined(" ÷ "),
        "factor-sum" => format!("1 + ({}) = {result}", shown.join(") + (")),
        "discount" => match shown.as_slice() {
            [of, share] => format!("{of} × (1 − {share}) = {result}"),
            _ => result,
        },
        "clamp" => clamped(tariff.clamps(&step.step), &shown, &result, lang),
        "least-of" => lang.fill(w::SMALLEST_OF, &[("of", &listed), ("result", &result)]),
        "most-of" => lang.fill(w::LARGEST_OF, &[("of", &listed), ("result", &result)]),
        "total" => together(tariff.taken_together(&step.step), &shown, &result, lang),
        _ => match shown.first() {
            Some(of) if *of != result => format!("{of} → {result}"),
            _ => result,
        },
    }
}

/// What is held within bounds: `bounded` says whether from below, and whether from above.
fn clamped(bounded: (bool, bool), shown: &[String], result: &str, lang: Lang) -> String {
    let bounds = match (bounded, shown) {
        (_, [_, least, most]) => lang.fill(w::KEPT_BETWEEN, &[("least", least), ("most", most)]),
        ((true, _), [_, least]) => lang.fill(w::KEPT_ABOVE, &[("least", least)]),
        (_, [_, most]) => lang.fill(w::KEPT_BELOW, &[("most", most)]),
        _ => String::new(),
    };
    let of = shown.first().map(String::as_str).unwrap_or_default();
    format!("{of}{}{bounds} → {result}", lang.say(w::LIST_COMMA))
}

/// All units taken together. Of one unit, or none, there is nothing to be reckoned.
fn together(how: Option<How>, shown: &[String], result: &str, lang: Lang) -> String {
    let each: Vec<&str> = shown.iter().flat_map(|all| all.split(" | ")).collect();
    let listed = each.join(lang.say(w::LIST_COMMA));
    let of_all = [("of", listed.as_str()), ("result", result)];
    match how {
        Some(How::Count) => lang.fill(w::SO_MANY_UNITS, &[("n", result)]),
        _ if each.len() < 2 => result.to_owned(),
        Some(How::Most) => lang.fill(w::LARGEST_OF, &of_all),
        Some(How::Least) => lang.fill(w::SMALLEST_OF, &of_all),
        _ => format!("{} = {result}", each.join(" + ")),
    }
}

fn value(operand: &Operand, lang: Lang) -> String {
    match &operand.words {
        Some(words) => lang.text(words).to_owned(),
        None => operand.value.split(" | ").map(number).collect::<Vec<_>>().join(" | "),
    }
}

/// A number for eyes; a day as it is.
fn number(value: &str) -> String {
    rating::money::parse(value).map_or_else(|| value.to_owned(), |_| grouped(value))
}

/// The figure of a table in the unit of its source: 0.0006 is 0.60 ‰ there.
fn looked_up(tariff: &Tariff, step: &StepTrace) -> String {
    let unit = step.row.as_ref().and_then(|row| tariff.table(&row.table)).map(|table| table.unit);
    figure(&step.result, unit.unwrap_or_default())
}

/// A figure in its unit.
pub fn figure(value: &str, unit: FigureUnit) -> String {
    match unit {
        FigureUnit::Percent => scaled(value, 2, "%"),
        FigureUnit::PerMille => scaled(value, 3, "‰"),
        _ => grouped(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_shown_in_the_unit_of_their_source() {
        assert_eq!(figure("0.0006", FigureUnit::PerMille), "0.6 ‰");
        assert_eq!(figure("-0.1", FigureUnit::Percent), "−10 %");
        assert_eq!(figure("1200", FigureUnit::Yuan), "1,200");
    }
}

//! The account of a premium: each step as a sum that one can check by hand.

use rating::Tariff;
use rating::quote::{Operand, StepTrace};
use rating::tariff::FigureUnit;

use crate::{self as w, Lang};
use application::shown::grouped;

/// A step as arithmetic: `100 × 12 = 1,200`.
pub fn sum(tariff: &Tariff, step: &StepTrace, lang: Lang) -> String {
    let shown: Vec<String> = step.operands.iter().map(|operand| value(operand, lang)).collect();
    let result = grouped(&step.result);
    let joined = |sign: &str| format!("{} = {result}", shown.join(sign));
    match step.op.as_str() {
        "look-up" | "slices" => {
            format!("{} → {}", shown.join(lang.say(w::LIST_COMMA)), looked_up(tariff, step))
        }
        "multiply" => joined(" × "),
        "add" => joined(" + "),
        "subtract" => joined(" − "),
        "divide" => joined(" ÷ "),
        "factor-sum" => format!("1 + ({}) = {result}", shown.join(") + (")),
        "discount" => match shown.as_slice() {
            [of, share] => format!("{of} × (1 − {share}) = {result}"),
            _ => result,
        },
        "clamp" => clamped(&shown, &result, lang),
        "total" if shown.iter().any(|units| units.contains(" | ")) => {
            format!("{} = {result}", shown.join("").replace(" | ", " + "))
        }
        _ => match shown.first() {
            Some(of) if *of != result => format!("{of} → {result}"),
            _ => result,
        },
    }
}

fn clamped(shown: &[String], result: &str, lang: Lang) -> String {
    match shown {
        [of, least, most] => {
            let between = lang.fill(w::KEPT_BETWEEN, &[("least", least), ("most", most)]);
            format!("{of}{}{between} → {result}", lang.say(w::LIST_COMMA))
        }
        _ => format!("{} → {result}", shown.join(lang.say(w::LIST_COMMA))),
    }
}

fn value(operand: &Operand, lang: Lang) -> String {
    match &operand.words {
        Some(words) => lang.text(words).to_owned(),
        None => operand.value.split(" | ").map(grouped).collect::<Vec<_>>().join(" | "),
    }
}

/// The figure of a table in the unit of its source: 0.0006 is 0.60 ‰ there.
fn looked_up(tariff: &Tariff, step: &StepTrace) -> String {
    let unit = step.row.as_ref().and_then(|row| tariff.table(&row.table)).map(|table| table.unit);
    figure(&step.result, unit.unwrap_or_default())
}

/// A figure in its unit.
pub fn figure(value: &str, unit: FigureUnit) -> String {
    let scaled = |places: u32| {
        let value = rating::money::parse(value)?;
        rating::money::product(value, rust_decimal::Decimal::from(10_u32.pow(places)))
    };
    let shown = |places: u32, sign: &str| {
        scaled(places)
            .map_or_else(|| value.to_owned(), |v| format!("{}{sign}", grouped(&v.normalize().to_string())))
    };
    match unit {
        FigureUnit::Percent => shown(2, " %"),
        FigureUnit::PerMille => shown(3, " ‰"),
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

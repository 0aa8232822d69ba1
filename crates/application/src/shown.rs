//! Figures and moments as people read them, on screens and on paper.

use rating::{Date, money};
use rust_decimal::Decimal;

/// `1234567.80` as `1,234,567.80`, for eyes.
pub fn grouped(figure: &str) -> String {
    let (sign, digits) = figure.strip_prefix('-').map_or(("", figure), |digits| ("−", digits));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

/// A share in hundreds or thousands, with their sign: `0.1` as `10 %`.
pub fn scaled(share: &str, places: u32, sign: &str) -> String {
    let value =
        money::parse(share).and_then(|share| money::product(share, Decimal::from(10_u32.pow(places))));
    value.map_or_else(
        || share.to_owned(),
        |value| format!("{} {sign}", grouped(&value.normalize().to_string())),
    )
}

/// A moment in UTC (`2026-11-23T21:00:10Z`) as the clocks of Jinan show it: `2026-11-24 05:00`.
pub fn in_jinan(utc: &str) -> String {
    let read = || {
        let (day, time) = utc.split_once('T')?;
        let (hour, minute) = (time.get(..2)?.parse::<u32>().ok()?, time.get(3..5)?);
        let day = day.parse::<Date>().ok()?.add_days(i32::from(hour + 8 >= 24))?;
        Some(format!("{day} {:02}:{minute}", (hour + 8) % 24))
    };
    read().unwrap_or_else(|| utc.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_shown_as_clocks_in_jinan_show_them() {
        assert_eq!(in_jinan("2026-11-23T21:00:10Z"), "2026-11-24 05:00");
        assert_eq!(in_jinan("2026-11-23T15:59:59Z"), "2026-11-23 23:59");
        assert_eq!(in_jinan("soon"), "soon");
    }

    #[test]
    fn thousands_are_grouped() {
        for (figure, shown) in
            [("0.00", "0.00"), ("999", "999"), ("1000", "1,000"), ("-1234567.8", "−1,234,567.8")]
        {
            assert_eq!(grouped(figure), shown);
        }
    }
}

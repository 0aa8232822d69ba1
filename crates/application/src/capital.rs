//! Amounts in capital Chinese (大写), which nobody alters with a stroke, by the rules for bills and vouchers
//! (支付结算办法, annex 1). Where those leave a 零 to the writer's choice there is none.

use rating::Money;
use rust_decimal::prelude::ToPrimitive;

const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const SPOKEN: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const PLACES: [&str; 4] = ["仟", "佰", "拾", ""];
const GROUPS: [&str; 3] = ["", "万", "亿"];

/// `1188.00` as 壹仟壹佰捌拾捌元整. Nothing for amounts below zero, or from 10¹² yuan on.
pub fn capital(amount: Money) -> Option<String> {
    let fen = (amount.yuan() * rust_decimal::Decimal::ONE_HUNDRED).to_u64()?;
    let (yuan, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut words = if yuan > 0 { whole(yuan)? + "元" } else { String::new() };
    if jiao > 0 {
        words += digit(jiao)?;
        words += "角";
    }
    if fen > 0 {
        if jiao == 0 && yuan > 0 {
            words += "零";
        }
        words += digit(fen)?;
        words += "分";
    }
    Some(match (words.is_empty(), jiao + fen) {
        (true, _) => "零元整".to_owned(),
        (false, 0) => words + "整",
        _ => words,
    })
}

/// The same as it is spoken: 一千一百八十八元. Its 万 and 亿 are what a voice would make of digits only with luck.
pub fn spoken(amount: Money) -> Option<String> {
    let capital = capital(amount)?;
    let plain = capital.strip_suffix('整').unwrap_or(&capital).chars().map(|written| match written {
        '仟' => "千".to_owned(),
        '佰' => "百".to_owned(),
        '拾' => "十".to_owned(),
        other => DIGITS
            .iter()
            .zip(SPOKEN)
            .find(|(digit, _)| digit.starts_with(other))
            .map_or_else(|| other.to_string(), |(_, spoken)| spoken.to_owned()),
    });
    let plain: String = plain.collect();
    // Nobody says "one ten".
    Some(match plain.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => plain,
    })
}

fn digit(value: u64) -> Option<&'static str> {
    DIGITS.get(usize::try_from(value).ok()?).copied()
}

/// Groups of four digits, the highest first. A 零 stands for however many zeros before the next digit, unless they end
/// a group.
fn whole(yuan: u64) -> Option<String> {
    if yuan >= 1_000_000_000_000 {
        return None;
    }
    let mut words = String::new();
    let mut zeros = false;
    for (index, name) in GROUPS.iter().enumerate().rev() {
        let group = yuan / 10_000_u64.pow(u32::try_from(index).ok()?) % 10_000;
        if group == 0 {
            zeros = !words.is_empty();
            continue;
        }
        if !words.is_empty() && (zeros || group < 1000) {
            words += "零";
        }
        words += &of_four(group)?;
        words += name;
        zeros = false;
    }
    Some(words)
}

fn of_four(group: u64) -> Option<String> {
    let mut words = String::new();
    let mut zeros = false;
    for (place, name) in PLACES.iter().enumerate() {
        let value = group / 10_u64.pow(3 - u32::try_from(place).ok()?) % 10;
        if value == 0 {
            zeros = !words.is_empty();
            continue;
        }
        if zeros {
            words += "零";
        }
        words += digit(value)?;
        words += name;
        zeros = false;
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;

    fn money(fen: i64) -> Money {
        Money::from_decimal(Decimal::new(fen, 2))
    }

    #[test]
    fn amounts_are_spoken_as_people_speak_them() {
        for (fen, words) in [
            (118_800, "一千一百八十八元"),
            (15_840_000, "十五万八千四百元"),
            (50_000_000, "五十万元"),
            (1_000_110, "一万零一元一角"),
            (32_504, "三百二十五元零四分"),
            (0, "零元"),
            (1_100, "十一元"),
        ] {
            assert_eq!(spoken(money(fen)).as_deref(), Some(words));
        }
    }

    /// Written out by hand; the first six are the examples of the rules themselves.
    const CASES: [(i64, &str); 44] = [
        (140_950, "壹仟肆佰零玖元伍角"),
        (600_714, "陆仟零柒元壹角肆分"),
        (168_032, "壹仟陆佰捌拾元叁角贰分"),
        (10_700_053, "壹拾万柒仟元伍角叁分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (0, "零元整"),
        (1, "壹分"),
        (5, "伍分"),
        (10, "壹角"),
        (90, "玖角"),
        (99, "玖角玖分"),
        (100, "壹元整"),
        (101, "壹元零壹分"),
        (110, "壹元壹角"),
        (1_000, "壹拾元整"),
        (1_005, "壹拾元零伍分"),
        (1_100, "壹拾壹元整"),
        (2_000, "贰拾元整"),
        (10_000, "壹佰元整"),
        (10_100, "壹佰零壹元整"),
        (11_000, "壹佰壹拾元整"),
        (11_100, "壹佰壹拾壹元整"),
        (100_000, "壹仟元整"),
        (100_100, "壹仟零壹元整"),
        (101_000, "壹仟零壹拾元整"),
        (110_000, "壹仟壹佰元整"),
        (118_800, "壹仟壹佰捌拾捌元整"),
        (1_000_000, "壹万元整"),
        (1_000_110, "壹万零壹元壹角"),
        (1_001_000, "壹万零壹拾元整"),
        (1_010_000, "壹万零壹佰元整"),
        (1_100_000, "壹万壹仟元整"),
        (10_000_000, "壹拾万元整"),
        (10_000_100, "壹拾万零壹元整"),
        (100_000_000, "壹佰万元整"),
        (100_100_000, "壹佰万壹仟元整"),
        (1_000_000_000, "壹仟万元整"),
        (10_000_000_000, "壹亿元整"),
        (10_000_000_100, "壹亿零壹元整"),
        (10_001_000_000, "壹亿零壹万元整"),
        (10_100_000_000, "壹亿零壹佰万元整"),
        (123_456_789_012, "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分"),
        (99_999_999_999_999, "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ];

    #[test]
    fn amounts_worked_out_by_hand() {
        for (fen, words) in CASES {
            assert_eq!(capital(money(fen)).as_deref(), Some(words), "{fen}");
        }
        assert_eq!((capital(money(-1)), capital(money(100_000_000_000_000))), (None, None));
    }

    /// Reads an amount back by another way: every word a factor, from left to right.
    fn read(words: &str) -> Option<u64> {
        let (mut total, mut high, mut group, mut last) = (0_u64, 0_u64, 0_u64, 0_u64);
        for word in words.trim_end_matches('整').chars() {
            match word {
                '拾' => group += core::mem::take(&mut last) * 10,
                '佰' => group += core::mem::take(&mut last) * 100,
                '仟' => group += core::mem::take(&mut last) * 1000,
                '万' => high += (core::mem::take(&mut group) + core::mem::take(&mut last)) * 10_000,
                '亿' => {
                    high = (high + core::mem::take(&mut group) + core::mem::take(&mut last)) * 100_000_000;
                }
                '元' => total += (high + core::mem::take(&mut group) + core::mem::take(&mut last)) * 100,
                '角' => total += core::mem::take(&mut last) * 10,
                '分' => total += core::mem::take(&mut last),
                digit => last = DIGITS.iter().position(|d| d.starts_with(digit))? as u64,
            }
        }
        Some(total)
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_back(fen in prop_oneof![0..10_000_000_i64, 0..100_000_000_000_000_i64]) {
            let words = capital(money(fen)).unwrap();
            prop_assert_eq!(read(&words), u64::try_from(fen).ok(), "{}", words);
            prop_assert!(!words.contains("零零") && !words.ends_with('零') && !words.contains("零元整") || fen == 0);
        }
    }
}

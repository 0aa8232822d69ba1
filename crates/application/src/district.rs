//! The districts of Jinan, each with the days between which its code is in force (GB/T 2260 and later changes of the
//! city's borders; 高新区 by its statistical code, 南部山区 by a code of ours since it has none).

use rating::{Date, Text};

use crate::Uscc;

/// A district or functional area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct District {
    /// Six digits, or the local code.
    pub code: &'static str,
    /// Name in Chinese.
    pub zh: &'static str,
    /// Name in English.
    pub en: &'static str,
    /// First day, `YYYY-MM-DD`; nothing where it was always so.
    from: Option<&'static str>,
    /// Last day.
    to: Option<&'static str>,
}

const fn always(code: &'static str, zh: &'static str, en: &'static str) -> District {
    District { code, zh, en, from: None, to: None }
}

const fn dated(
    code: &'static str,
    zh: &'static str,
    en: &'static str,
    from: Option<&'static str>,
    to: Option<&'static str>,
) -> District {
    District { code, zh, en, from, to }
}

/// All of them, in the order of their codes.
pub const DISTRICTS: [District; 15] = [
    always("370102", "历下区", "Lixia"),
    always("370103", "市中区", "Shizhong"),
    always("370104", "槐荫区", "Huaiyin"),
    always("370105", "天桥区", "Tianqiao"),
    always("370112", "历城区", "Licheng"),
    always("370113", "长清区", "Changqing"),
    always("370114", "章丘区", "Zhangqiu"),
    dated("370115", "济阳区", "Jiyang", Some("2018-06-01"), None),
    dated("370116", "莱芜区", "Laiwu", Some("2019-01-01"), None),
    dated("370117", "钢城区", "Gangcheng", Some("2019-01-01"), None),
    always("370124", "平阴县", "Pingyin"),
    dated("370125", "济阳县", "Jiyang county", None, Some("2018-05-31")),
    always("370126", "商河县", "Shanghe"),
    always("370171", "高新区", "High-tech zone"),
    always("3701NS", "南部山区", "Southern mountains"),
];

impl District {
    /// Whether the code is in force on a day.
    pub fn in_force(&self, day: Date) -> bool {
        let parse = |text: Option<&str>| text.and_then(|t| t.parse::<Date>().ok());
        parse(self.from).is_none_or(|from| from <= day) && parse(self.to).is_none_or(|to| day <= to)
    }

    /// Its name.
    pub fn name(&self) -> Text {
        Text::new(self.zh, self.en)
    }
}

/// The district with this code on that day.
pub fn find(code: &str, day: Date) -> Option<&'static District> {
    DISTRICTS.iter().find(|d| d.code == code && d.in_force(day))
}

/// The district in which a social credit code was given, as far as the code is one and the district in force.
pub fn of_code(code: &str, day: Date) -> Option<&'static District> {
    find(Uscc::parse(code).ok()?.district(), day)
}

/// The districts in force on a day.
pub fn all(day: Date) -> impl Iterator<Item = &'static District> {
    DISTRICTS.iter().filter(move |d| d.in_force(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jiyang_changed_its_code_when_it_became_a_district() {
        let (before, after): (Date, Date) = ("2018-05-31".parse().unwrap(), "2018-06-01".parse().unwrap());
        assert!(find("370125", before).is_some() && find("370125", after).is_none());
        assert!(find("370115", before).is_none() && find("370115", after).is_some());
        assert_eq!(all(after).count(), 12);
    }

    #[test]
    fn every_date_in_the_list_is_a_day() {
        for text in DISTRICTS.iter().flat_map(|d| [d.from, d.to]).flatten() {
            assert!(text.parse::<Date>().is_ok(), "{text}");
        }
    }
}

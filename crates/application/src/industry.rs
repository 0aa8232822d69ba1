//! Classes of GB/T 4754-2017 in which the sectors of the notice are found. A hint only: licence and activity decide
//! what an enterprise does, so it is asked. Codes and names are recalled, not compared with the standard's text.

/// A class, group or division of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Industry {
    /// Two to four digits.
    pub code: &'static str,
    /// Name in Chinese, with the word that people use beside it.
    pub zh: &'static str,
    /// Name in English.
    pub en: &'static str,
    /// The sector that it hints at.
    pub sector: &'static str,
}

const fn class(code: &'static str, zh: &'static str, en: &'static str, sector: &'static str) -> Industry {
    Industry { code, zh, en, sector }
}

/// All of them, in the order of their codes. Where a code is longer than another that begins it, it decides.
pub const INDUSTRIES: [Industry; 42] = [
    class("04", "渔业", "Fishery", "fishery"),
    class("0411", "海水养殖", "Sea-water aquaculture", "fishery"),
    class("0421", "海水捕捞（渔船）", "Sea fishing", "fishery"),
    class("0422", "内陆捕捞", "Inland fishing", "fishery"),
    class("06", "煤炭开采和洗选业（煤矿）", "Coal mining and washing", "mining"),
    class("07", "石油和天然气开采业", "Oil and gas extraction", "mining"),
    class("08", "黑色金属矿采选业（铁矿）", "Ferrous metal mining", "mining"),
    class("09", "有色金属矿采选业", "Non-ferrous metal mining", "mining"),
    class("10", "非金属矿采选业（采石场）", "Non-metal mining, quarries", "mining"),
    class("11", "开采专业及辅助性活动", "Mining support", "mining"),
    class("12", "其他采矿业", "Other mining", "mining"),
    class(
        "25",
        "石油、煤炭及其他燃料加工业（炼油厂）",
        "Oil, coal and fuel processing",
        "hazardous-chemicals",
    ),
    class("26", "化学原料和化学制品制造业（化工厂）", "Chemicals", "hazardous-chemicals"),
    class("2671", "炸药及火工产品制造（民用爆炸物品）", "Explosives and detonators", "civil-explosives"),
    class("2672", "焰火、鞭炮产品制造", "Fireworks and firecrackers", "fireworks"),
    class("311", "炼铁", "Iron smelting", "smelting"),
    class("312", "炼钢（钢厂）", "Steel making", "smelting"),
    class("314", "铁合金冶炼", "Ferro-alloy smelting", "smelting"),
    class("321", "常用有色金属冶炼", "Common non-ferrous smelting", "smelting"),
    class("322", "贵金属冶炼", "Precious-metal smelting", "smelting"),
    class("323", "稀有稀土金属冶炼", "Rare-metal smelting", "smelting"),
    class("47", "房屋建筑业（工地）", "Building construction", "construction"),
    class("48", "土木工程建筑业", "Civil engineering", "construction"),
    class("49", "建筑安装业", "Building installation", "construction"),
    class("50", "建筑装饰、装修和其他建筑业", "Building finishing", "construction"),
    class("5162", "石油及制品批发", "Oil wholesale", "hazardous-chemicals"),
    class("5169", "其他化工产品批发", "Chemicals wholesale", "hazardous-chemicals"),
    class("5265", "机动车燃油零售（加油站）", "Filling stations", "hazardous-chemicals"),
    class("5266", "机动车燃气零售（加气站）", "Gas filling stations", "hazardous-chemicals"),
    class("53", "铁路运输业", "Rail transport", "transport"),
    class("54", "道路运输业（客运、货运、危货车队）", "Road transport", "transport"),
    class("541", "城市公共交通运输", "City public transport", "transport"),
    class("542", "公路旅客运输", "Road passenger transport", "transport"),
    class("543", "道路货物运输", "Road freight", "transport"),
    class("544", "道路运输辅助活动", "Road transport support", "transport"),
    class("55", "水上运输业", "Water transport", "transport"),
    class("551", "水上旅客运输", "Water passenger transport", "transport"),
    class("552", "水上货物运输", "Water freight", "transport"),
    class("56", "航空运输业", "Air transport", "transport"),
    class("57", "管道运输业", "Pipeline transport", "transport"),
    class("594", "危险品仓储", "Storage of dangerous goods", "hazardous-chemicals"),
    class("5942", "危险化学品仓储", "Storage of hazardous chemicals", "hazardous-chemicals"),
];

/// Every class of four digits in these divisions, a line each: code, name, and words that people use.
const CLASSES: &str = include_str!("industry/classes.txt");

/// A class of four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    /// Its code.
    pub code: &'static str,
    /// Its name in the standard, which is in Chinese.
    pub name: &'static str,
    words: &'static str,
}

/// All classes, in the order of their codes.
pub fn classes() -> impl Iterator<Item = Class> {
    CLASSES.lines().filter_map(|line| {
        let (code, rest) = line.split_once(' ')?;
        let (name, words) = rest.split_once(' ').unwrap_or((rest, ""));
        Some(Class { code, name, words })
    })
}

/// Classes by the beginning of their code, their name or the words that people use, best first.
pub fn search(typed: &str) -> Vec<Class> {
    if let Some(code) = normalise(typed) {
        return classes().filter(|class| class.code.starts_with(&code)).collect();
    }
    let typed = typed.trim();
    if typed.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(u8, Class)> =
        classes().filter_map(|class| Some((rank(&class, typed)?, class))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, class)| class).collect()
}

/// How well the words fit, 0 best. Both ways round, since people type more or less than the word.
fn rank(class: &Class, typed: &str) -> Option<u8> {
    let words = class.words.split(' ').filter(|word| !word.is_empty());
    let fits = |word: &str| match word {
        word if word == typed => Some(0),
        word if word.contains(typed) || typed.contains(word) => Some(1),
        _ => None,
    };
    let mut above = INDUSTRIES.iter().filter(|above| class.code.starts_with(above.code));
    let rank = words.chain([class.name]).filter_map(fits).min();
    rank.or_else(|| above.any(|above| above.zh.contains(typed)).then_some(2))
}

/// The digits of a code as typed: full-width digits and the letter of its section (`F5265`) are accepted. Nothing
/// where it is no code.
pub fn normalise(typed: &str) -> Option<String> {
    let code: String = typed.trim().chars().map(crate::typed::half_width).collect();
    let digits = code.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(&code);
    let is_code = (2..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_code.then(|| digits.to_owned())
}

/// What is known of a code: of the longest one here that begins it.
pub fn find(code: &str) -> Option<&'static Industry> {
    INDUSTRIES.iter().filter(|known| code.starts_with(known.code)).max_by_key(|known| known.code.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_code_decides() {
        let sector = |code| find(code).map(|found| found.sector);
        assert_eq!(sector("2614"), Some("hazardous-chemicals"));
        assert_eq!(sector("2671"), Some("civil-explosives"));
        assert_eq!(sector("2672"), Some("fireworks"));
        assert_eq!(sector("5265"), Some("hazardous-chemicals"));
        assert_eq!(sector("5211"), None);
    }

    #[test]
    fn classes_are_found_by_code_name_and_the_words_of_people() {
        let first = |typed| search(typed).first().map(|class| class.code);
        for (typed, code) in [
            ("加油站", "5265"),
            ("危货车队", "5435"),
            ("鞭炮厂", "2672"),
            ("采石场", "1011"),
            ("我们是装修公司", "5011"),
            ("炼钢", "3120"),
            ("Ｆ５２６", "5265"),
            ("594", "5941"),
        ] {
            assert_eq!(first(typed), Some(code), "{typed}");
        }
        assert!(
            search("渔业").len() == 4
                && search(" ").is_empty()
                && search("超市").is_empty()
                && search("524").is_empty()
        );
    }

    #[test]
    fn every_class_lies_in_a_sector_of_the_list() {
        let codes: Vec<&str> = classes().map(|class| class.code).collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "in order, none twice");
        for class in classes() {
            assert!(
                class.code.len() == 4 && find(class.code).is_some() && !class.name.is_empty(),
                "{class:?}"
            );
        }
        for known in INDUSTRIES.iter().filter(|known| known.code.len() == 4) {
            assert!(codes.contains(&known.code), "{}", known.code);
        }
    }

    #[test]
    fn codes_are_in_order_and_none_twice() {
        assert!(INDUSTRIES.windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        assert_eq!(normalise(" Ｆ５２６５ ").as_deref(), Some("5265"));
        for wrong in ["", "加油站", "5", "52655", "52A5"] {
            assert_eq!(normalise(wrong), None, "{wrong}");
        }
    }
}

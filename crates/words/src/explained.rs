//! The insurance in plain words: what people ask, each sentence with the article behind it and how official that is.

use rating::Mark;

use crate::Words;

/// What somebody asks.
pub struct Topic {
    /// In an address: `#must`.
    pub key: &'static str,
    /// The question.
    pub asks: Words,
    /// The answer.
    pub says: &'static [Said],
}

/// A sentence.
pub struct Said {
    /// The sentence.
    pub words: Words,
    /// What it rests on.
    pub source: Words,
    /// How official that is.
    pub mark: Mark,
}

const fn said(words: (&'static str, &'static str), source: Words, mark: Mark) -> Said {
    Said { words: Words { zh: words.0, en: words.1 }, source, mark }
}

words! {
    SCOPE: "济政办字〔2018〕10号 二（一）", "Notice 济政办字〔2018〕10号, 2 (1)";
    COVERED: "济政办字〔2018〕10号 二（三）", "Notice 济政办字〔2018〕10号, 2 (3)";
    PAID: "济政办字〔2018〕10号 二（四）", "Notice 济政办字〔2018〕10号, 2 (4)";
    RATES: "济政办字〔2018〕10号 二（五）", "Notice 济政办字〔2018〕10号, 2 (5)";
    CLAIMS: "济政办字〔2018〕10号 二（七）", "Notice 济政办字〔2018〕10号, 2 (7)";
    CHECKED: "济政办字〔2018〕10号 五（四）", "Notice 济政办字〔2018〕10号, 5 (4)";
    RULES: "应急〔2025〕27号", "Rules 应急〔2025〕27号";
    LEAST: "应急〔2025〕27号 第十五条", "Rules 应急〔2025〕27号, article 15";
    ALL: "应急〔2025〕27号 第十六条", "Rules 应急〔2025〕27号, article 16";
    LAW: "《安全生产法》（2021）第一百零九条", "Work Safety Law (2021), article 109";
    PRESS: "山东省新闻发布会，2017年11月22日", "Press conference of Shandong Province, 22 November 2017";
    ASKED: "常见问题", "What is often asked";
    EXPLAINED: "用大白话说安责险", "The insurance in plain words";
    EXPLAINED_HELP: "每句话后面是依据。这里不是法律意见，以原文和保险合同为准。", "Each sentence is followed by what it rests on. This is no legal advice: the texts themselves and the contract decide.";
}

/// Everything that is explained, in the order in which people ask.
pub const TOPICS: &[Topic] = &[
    Topic {
        key: "must",
        asks: Words { zh: "我们必须买吗？", en: "Must we buy it?" },
        says: &[
            said(
                (
                    "矿山、危险化学品、烟花爆竹、交通运输、建筑施工、民用爆炸物品、金属冶炼、渔业生产这八类，必须买。",
                    "In eight sectors, yes: mining, hazardous chemicals, fireworks, transport, construction, civil explosives, metal smelting and fishery.",
                ),
                SCOPE,
                Mark::Notice,
            ),
            said(
                (
                    "化工行业全面推行；其他行业鼓励买。",
                    "In the chemical industry it is promoted across the board; elsewhere it is encouraged.",
                ),
                SCOPE,
                Mark::Notice,
            ),
            said(
                ("向哪家保险公司买，企业自己选。", "Which insurer, the enterprise chooses itself."),
                RULES,
                Mark::Published,
            ),
        ],
    },
    Topic {
        key: "covered",
        asks: Words { zh: "保什么？", en: "What is covered?" },
        says: &[
            said(
                (
                    "企业从业人员和第三者的人身伤亡补偿。",
                    "Compensation for death and injury of those who work for the enterprise, and of third parties.",
                ),
                COVERED,
                Mark::Notice,
            ),
            said(
                (
                    "应急抢险救援、善后处理，以及医疗救护、财产损失、事故鉴定、法律诉讼等费用。",
                    "Emergency rescue and the handling of the aftermath; medical care, loss of property, appraisal of the accident and litigation.",
                ),
                COVERED,
                Mark::Notice,
            ),
            said(
                (
                    "接触有毒有害物质的企业，可以加保职业病。",
                    "Enterprises where people handle toxic or harmful substances can add occupational disease.",
                ),
                COVERED,
                Mark::Notice,
            ),
            said(
                (
                    "全体从业人员都要保，临时工、被派遣的也算，限额一样（2025年3月29日起）。",
                    "All who work there are insured, temporary and dispatched staff too, on one limit (from 29 March 2025).",
                ),
                ALL,
                Mark::Published,
            ),
            said(
                (
                    "每人死亡或伤残的限额不少于 40 万元（2025年3月29日起）。",
                    "The limit a person for death or disability is at least 400,000 yuan (from 29 March 2025).",
                ),
                LEAST,
                Mark::Published,
            ),
        ],
    },
    Topic {
        key: "price",
        asks: Words { zh: "保费怎么算？", en: "How is it worked out?" },
        says: &[
            said(
                (
                    "按行业有基准费率，再看风险等级、双重预防机制、事故、安全生产标准化等级和赔付率上下浮动。",
                    "Each sector has a base rate, which floats with the level of risk, the dual prevention mechanism, accidents, the standardisation grade and the loss ratio.",
                ),
                RATES,
                Mark::Notice,
            ),
            said(
                (
                    "2017 年公布：全省每人每年 30 到 300 元，每人约保 50 万元。",
                    "As announced in 2017: in the province 30 to 300 yuan a person and year, for about 500,000 yuan a person.",
                ),
                PRESS,
                Mark::Published,
            ),
            said(
                (
                    "想便宜：提高标准化等级、把双重预防机制真正用起来、不出事故。测算结果里会逐条列出能省多少。",
                    "It gets cheaper with a better grade, a prevention mechanism that is really used, and no accidents. The estimate lists what each would save.",
                ),
                RATES,
                Mark::Notice,
            ),
            said(
                (
                    "保费由企业出，可以从安全生产费用里列支，不能向员工收。",
                    "The enterprise pays; it may be charged to the work-safety budget, never to employees.",
                ),
                PAID,
                Mark::Notice,
            ),
        ],
    },
    Topic {
        key: "beside",
        asks: Words {
            zh: "已经有工伤保险，还要买吗？",
            en: "We have work-injury insurance. Is this on top?",
        },
        says: &[
            said(
                (
                    "要。两者并行，互不代替。",
                    "Yes. The two stand beside each other; neither replaces the other.",
                ),
                ASKED,
                Mark::Recalled,
            ),
            said(
                (
                    "安责险还保第三者、救援和善后费用，并出钱做事故预防：承保人至少拿出保费的 15%。",
                    "This one also covers third parties, rescue and the aftermath, and pays for prevention: insurers set aside at least 15 % of the premium.",
                ),
                CLAIMS,
                Mark::Notice,
            ),
        ],
    },
    Topic {
        key: "without",
        asks: Words { zh: "应当买而不买会怎样？", en: "What if we must and do not?" },
        says: &[
            said(
                (
                    "罚 5 万到 10 万元；逾期不改，罚 10 万到 20 万元。",
                    "A fine of 50,000 to 100,000 yuan; if not put right in time, of 100,000 to 200,000.",
                ),
                LAW,
                Mark::Recalled,
            ),
            said(
                (
                    "是否投保，是行政许可、标准化评级、评先评优的重要参考，也列入日常检查。",
                    "Being insured counts in permits, grading and awards, and is looked at in inspections.",
                ),
                CHECKED,
                Mark::Notice,
            ),
            said(
                (
                    "买了以后，除非关闭或全部停产，不能退保。",
                    "Once bought it cannot be surrendered, unless the enterprise closes or all production stops.",
                ),
                ALL,
                Mark::Published,
            ),
        ],
    },
    Topic {
        key: "claims",
        asks: Words { zh: "出了事怎么赔？", en: "How do claims work?" },
        says: &[
            said(
                (
                    "承保人要有快速理赔机制，按法律规定或事先约定先垫付一部分，再按合同付清。",
                    "Insurers must settle quickly: part is paid in advance as the law or the contract says, the rest by the contract.",
                ),
                CLAIMS,
                Mark::Notice,
            ),
            said(
                (
                    "垫付多少、要交哪些材料，文件没有写，看保险合同。",
                    "How much in advance, and which papers are needed, no text says: see the contract.",
                ),
                CLAIMS,
                Mark::Notice,
            ),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_said_in_both_languages_with_its_source() {
        let mut keys: Vec<&str> = TOPICS.iter().map(|topic| topic.key).collect();
        keys.dedup();
        assert_eq!(keys.len(), TOPICS.len());
        for said in TOPICS.iter().flat_map(|topic| topic.says) {
            for words in [said.words, said.source] {
                assert!(!words.zh.is_empty() && !words.en.is_empty());
            }
        }
    }
}

//! An application as tables, for a spreadsheet: what stands on paper, and every step of the premium as a sum that one can
//! check. The roster is added, masked, by what writes the file.

use application::proposal::{Body, Section};
use rating::{Quote, Tariff};
use serde_json::{Value, json};

use super::account::sum;
use crate::words::Lang;

/// Of the file.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What stands at the head of the form, and whether it is yet to be sent.
pub type Head<'a> = (&'a [(&'static str, String)], bool);

/// The tables as JSON, as the writer takes them. In Chinese, as the form is.
pub fn tables(head: Head<'_>, sections: &[Section], calculation: Option<(&Quote, &Tariff)>) -> String {
    let form = head_rows(head).chain(sections.iter().flat_map(rows)).collect();
    let mut sheets = vec![sheet("投保申请", &["栏目", "项目", "内容", "数据性质"], form)];
    if let Some((quote, tariff)) = calculation {
        let steps = quote.steps.iter().map(|step| {
            let unit = step.unit.map(|unit| (unit + 1).to_string()).unwrap_or_default();
            vec![unit, step.label.zh.clone(), sum(tariff, step, Lang::Zh), step.result.clone()]
        });
        sheets.push(sheet("保险费计算", &["单位", "步骤", "算式", "结果"], steps.collect()));
    }
    json!({ "sheets": sheets }).to_string()
}

fn sheet(name: &str, headings: &[&str], rows: Vec<Vec<String>>) -> Value {
    json!({ "name": name, "headings": headings, "rows": rows })
}

fn head_rows((head, is_draft): Head<'_>) -> impl Iterator<Item = Vec<String>> {
    let stands = is_draft.then_some(("状态", "草稿，未提交"));
    let head = head.iter().map(|(name, value)| (*name, value.as_str()));
    stands.into_iter().chain(head).map(|(name, value)| texts(&["投保单", name, value]))
}

/// What stands under a heading, a row each; places to sign in are for paper.
fn rows(section: &Section) -> Vec<Vec<String>> {
    let title = section.title;
    match &section.body {
        Body::Pairs(pairs) => {
            pairs.iter().flatten().map(|(name, value)| texts(&[title, name, value])).collect()
        }
        Body::Table(_, rows) => {
            rows.iter().map(|[name, value, mark]| texts(&[title, name, value, mark])).collect()
        }
        Body::Declared(all) => {
            all.iter().map(|(words, made)| texts(&[title, words, if *made { "是" } else { "否" }])).collect()
        }
        Body::Places(_) => Vec::new(),
    }
}

fn texts(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_says_where_it_stands_on_paper() {
        let section = |title, body| Section { title, body };
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let sections = [
            section("一", Body::Pairs(vec![vec![pair("甲", "1"), pair("乙", "2")], vec![pair("丙", "3")]])),
            section("二", Body::Table(["", "", ""], vec![["步骤", "1,188.00", "官方"].map(str::to_owned)])),
            section("三", Body::Declared(vec![("已读", true), ("属实", false)])),
            section("四", Body::Places(vec!["盖章"])),
        ];
        let head = [("受理编号", "JN".to_owned())];
        let written: Value = serde_json::from_str(&tables((&head, true), &sections, None)).unwrap();
        let rows = json!([
            ["投保单", "状态", "草稿，未提交"],
            ["投保单", "受理编号", "JN"],
            ["一", "甲", "1"],
            ["一", "乙", "2"],
            ["一", "丙", "3"],
            ["二", "步骤", "1,188.00", "官方"],
            ["三", "已读", "是"],
            ["三", "属实", "否"],
        ]);
        assert_eq!(written["sheets"][0]["rows"], rows);
        assert_eq!(written["sheets"].as_array().unwrap().len(), 1, "no premium, no sums");
    }
}

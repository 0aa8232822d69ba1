//! One application as departments see it: what is needed to check it, and nothing more of persons.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use application::Attachment;
use application::standing::Event;
use platform::store::{Content, Filed, Later, Links, Version};
use serde_json::Value;

use super::super::output;

/// Fields whose values are shown as they are, and all that is below them. Of everything else it is told that it changed.
const SHOWN: [&str; 11] = [
    "/declarations",
    "/digest",
    "/enterprise/business_scope",
    "/enterprise/district",
    "/enterprise/industry",
    "/enterprise/name",
    "/enterprise/size",
    "/enterprise/uscc",
    "/premium",
    "/relation",
    "/risk",
];

/// What it is, how it came to stand where it stands, and what it belongs to.
pub fn standing(filed: &Filed, history: &[Event], links: &Links) -> io::Result<()> {
    output::line(format_args!("receipt: {}", filed.receipt))?;
    match &filed.content {
        Some(content) => applicant(content)?,
        None => output::line("withdrawn: what it held is deleted")?,
    }
    for (label, value) in [
        ("district", &filed.district),
        ("inception", &filed.inception),
        ("tariff", &filed.tariff),
        ("premium", &filed.premium),
        ("version", &filed.version.to_string()),
    ] {
        output::line(format_args!("{label}: {value}"))?;
    }
    if let Some(content) = &filed.content {
        output::line(format_args!("mark: {}", content.quote.mark.words().1))?;
    }
    if !filed.relation.is_empty() {
        output::line(format_args!("relation: {}", filed.relation))?;
    }
    for earlier in &links.earlier {
        output::line(format_args!("earlier: {} {}", earlier.receipt, earlier.state))?;
    }
    for Later { application, relation } in &links.later {
        output::line(format_args!("later: {} {} {relation}", application.receipt, application.state))?;
    }
    for event in history {
        output::line(format_args!("{} {}", event.at, event.state))?;
        for reason in &event.reasons {
            output::line(format_args!("    {reason}"))?;
        }
    }
    Ok(())
}

fn applicant(content: &Content) -> io::Result<()> {
    let (enterprise, contact) = (&content.application.enterprise, &content.application.contact);
    for (label, value) in [
        ("enterprise", &enterprise.name),
        ("uscc", &enterprise.uscc),
        ("contact", &masked(&contact.name, 1, 0)),
        ("phone", &masked(&contact.phone, 3, 4)),
    ] {
        output::line(format_args!("{label}: {value}"))?;
    }
    // Names of files are the applicant's own words: they may name persons.
    for one in &content.application.attachments {
        let Attachment { kind, media_type, size, sha256, .. } = one;
        let (kind, media_type) = (kind.name(), media_type.name());
        output::line(format_args!("attachment: {kind} {media_type} {size} {sha256}"))?;
    }
    Ok(())
}

/// What each correction changed, field by field.
pub fn versions(versions: &[Version]) -> io::Result<()> {
    let mut before: Option<BTreeMap<String, String>> = None;
    for Version { version, at, content, .. } in versions {
        output::line(format_args!("version {version} {at}"))?;
        let Some(content) = content else { continue };
        let now = fields(&content.application);
        for change in before.iter().flat_map(|before| changes(before, &now)) {
            output::line(format_args!("    {change}"))?;
        }
        before = Some(now);
    }
    Ok(())
}

/// Every value by its JSON pointer.
fn fields(value: &impl serde::Serialize) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    let mut open = vec![(String::new(), serde_json::to_value(value).unwrap_or_default())];
    while let Some((pointer, value)) = open.pop() {
        match value {
            Value::Object(below) => {
                open.extend(below.into_iter().map(|(key, value)| (format!("{pointer}/{key}"), value)));
            }
            Value::Array(below) => {
                let below = below.into_iter().enumerate();
                open.extend(below.map(|(index, value)| (format!("{pointer}/{index}"), value)));
            }
            Value::Null => {}
            Value::String(text) => drop(fields.insert(pointer, text)),
            other => drop(fields.insert(pointer, other.to_string())),
        }
    }
    fields
}

fn changes(before: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> Vec<String> {
    let pointers: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let changed = pointers.into_iter().filter(|pointer| before.get(*pointer) != now.get(*pointer));
    changed
        .map(|pointer| {
            let value = |of: &BTreeMap<String, String>| {
                of.get(pointer).map_or_else(|| "-".to_owned(), |text| shown(pointer, text))
            };
            format!("{pointer}: {} -> {}", value(before), value(now))
        })
        .collect()
}

fn shown(pointer: &str, text: &str) -> String {
    let is_below = |field: &&str| {
        pointer.strip_prefix(*field).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    match pointer {
        _ if SHOWN.iter().any(is_below) => format!("{text:?}"),
        "/contact/phone" => masked(text, 3, 4),
        _ => masked(text, 1, 0),
    }
}

/// Only the first and the last so many characters; nothing where those are all there are.
fn masked(text: &str, first: usize, last: usize) -> String {
    let length = text.chars().count();
    let (first, last) = if first + last < length { (first, last) } else { (0, 0) };
    let hidden = first..length.saturating_sub(last);
    text.chars().enumerate().map(|(at, c)| if hidden.contains(&at) { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_not_known_to_be_harmless_it_is_only_told_that_it_changed() {
        let fields = |phone: &str, scope: Option<&str>, of: &str| {
            let mut json = serde_json::json!({"contact": {"phone": phone}, "risk": {"units": [{"headcount": 12}]}, "strange": of});
            if let Some(scope) = scope {
                json["risk"]["scope"] = scope.into();
            }
            super::fields(&json)
        };
        let before = fields("13800000000", None, "甲乙丙");
        let now = fields("13811110001", Some("x"), "丁戊");
        let expected = [
            "/contact/phone: 138****0000 -> 138****0001",
            "/risk/scope: - -> \"x\"",
            "/strange: 甲** -> 丁*",
        ];
        assert_eq!(changes(&before, &now), expected);
        assert_eq!(changes(&now, &now), [""; 0]);
        assert_eq!(shown("/riskier", "ab"), "a*", "a field is not another that begins like it");
    }

    #[test]
    fn little_is_left_of_what_is_masked() {
        for (text, first, last, shown) in [
            ("张三", 1, 0, "张*"),
            ("欧阳测试员", 1, 0, "欧****"),
            ("053166600987", 3, 4, "053*****0987"),
            ("13800000000", 3, 4, "138****0000"),
            ("12345", 3, 4, "*****"),
            ("张", 1, 0, "*"),
            ("", 3, 4, ""),
        ] {
            assert_eq!(masked(text, first, last), shown);
        }
    }
}

//! What a reader of TOML says of a file, in the words of whoever wrote it: which entry and key, what is wrong, what to do.

use super::finding::Code;

/// Which kind of finding an error is, what is wrong, and what to do.
pub(super) fn explained(message: &str) -> (Code, String, String) {
    let said = message.lines().next().unwrap_or_default();
    let docs = |what: &str| format!("{what}; docs/tariffs.md has all keys with what they take");
    if said.contains("not a date") {
        let help = "write a day that there is, in quotes: \"2018-01-30\"".to_owned();
        return (Code::BadDate, "this is no day".to_owned(), help);
    }
    if let Some((name, known)) = named(said, "unknown field ") {
        let what = format!("there is no key \"{name}\" here");
        return (Code::Syntax, what, docs(&format!("the keys here are {known}")));
    }
    if let Some((name, known)) = named(said, "unknown variant ") {
        return (
            Code::Syntax,
            format!("\"{name}\" cannot stand here"),
            docs(&format!("write one of {known}")),
        );
    }
    if let Some((name, _)) = named(said, "missing field ") {
        return (Code::Syntax, format!("\"{name}\" is missing"), docs(&format!("add {name} = …")));
    }
    if let Some((found, wanted)) = mismatch(said) {
        let code = if said.contains("floating point") { Code::Float } else { Code::Syntax };
        let what = format!("{} stands where {} belongs", value(found), kind(wanted));
        let help = match code {
            Code::Float => "write it in quotes: a TOML float loses digits".to_owned(),
            _ => docs(&format!("write {}", kind(wanted))),
        };
        return (code, what, help);
    }
    if said.starts_with("data did not match") {
        let wanted = match said.contains("Cell") {
            true => "a figure, a choice, a list of choices, or a band such as { up_to = \"100\" }",
            false => "a name, or a list of names",
        };
        return (
            Code::Syntax,
            "this value is of the wrong kind".to_owned(),
            docs(&format!("write {wanted}")),
        );
    }
    let help = "this is not TOML: a key is written key = \"text\", a section [[step]], a list [\"a\", \"b\"]";
    (Code::Syntax, said.to_owned(), help.to_owned())
}

/// Where the line at a place has a full-width character outside of quotes: that it is one, and which to write.
pub(super) fn full_width(text: &str, offset: usize) -> Option<(Code, String, String)> {
    let begin = text.get(..offset)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(begin..)?.lines().next()?;
    let mut quoted = false;
    let outside = line.chars().filter(|c| {
        quoted ^= *c == '"';
        !quoted
    });
    let (found, plain) = outside.take_while(|c| *c != '#').find_map(|c| Some((c, half_width(c)?)))?;
    let shown = if plain == ' ' { "a blank".to_owned() } else { plain.to_string() };
    let what = format!("{found} is a full-width character, which may stand inside quotes only");
    Some((Code::Syntax, what, format!("write {shown} in its place")))
}

/// What stands for a full-width character in TOML. Nothing for all others.
fn half_width(c: char) -> Option<char> {
    match c {
        '“' | '”' => Some('"'),
        '‘' | '’' => Some('\''),
        '【' => Some('['),
        '】' => Some(']'),
        '、' => Some(','),
        '。' => Some('.'),
        '\u{3000}' => Some(' '),
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0),
        _ => None,
    }
}

/// The name in backticks after some words, and the names that are known instead, as a list.
fn named(said: &str, words: &str) -> Option<(String, String)> {
    let mut names = said.strip_prefix(words)?.split('`').skip(1).step_by(2);
    let name = names.next()?.to_owned();
    Some((name, names.collect::<Vec<_>>().join(", ")))
}

/// What was found, and what was expected.
fn mismatch(said: &str) -> Option<(&str, &str)> {
    let both = said.strip_prefix("invalid type: ").or_else(|| said.strip_prefix("invalid value: "))?;
    both.split_once(", expected ")
}

fn value(found: &str) -> String {
    let plain = found.replace('`', "");
    let (kind, rest) = plain.split_once(' ').unwrap_or((&plain, ""));
    match kind {
        "string" => format!("the text {rest}"),
        "integer" => format!("the number {rest}"),
        "floating" => format!("{} without quotes", rest.trim_start_matches("point ")),
        "boolean" => rest.to_owned(),
        "sequence" => "a list".to_owned(),
        "map" => "a table, or a day without quotes".to_owned(),
        _ => plain,
    }
}

fn kind(wanted: &str) -> String {
    let kind = match wanted.strip_prefix("struct ").and_then(|name| name.split(' ').next()) {
        Some("Text") => "{ zh = \"…\", en = \"…\" }",
        Some(_) => "a table { … }",
        None => match wanted {
            "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number, not below zero",
            "i64" | "i32" => "a whole number",
            "a boolean" => "true or false",
            "a sequence" => "a list [ … ]",
            "a map" => "a table { … }",
            "a string" => "text in quotes",
            other => other,
        },
    };
    kind.to_owned()
}

/// The entry and key at a place: `step premium, label`. The file, where it stands before all of them.
pub(super) fn key_at(text: &str, offset: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let at = text.get(..offset).unwrap_or(text).matches('\n').count();
    let before = |line: usize| (0..=line.min(lines.len().saturating_sub(1))).rev();
    let section = before(at).find_map(|index| Some((index, section(lines.get(index)?)?)));
    let begin = section.map_or(0, |(index, _)| index);
    let field = before(at).take_while(|index| *index >= begin).find_map(|index| field(lines.get(index)?));
    let Some((begin, section)) = section else {
        return field.map_or_else(|| "file".to_owned(), |(name, _)| name.to_owned());
    };
    let of_entry = lines.iter().skip(begin + 1).take_while(|line| self::section(line).is_none());
    let name = of_entry.filter_map(|line| self::field(line)).find(|(name, _)| matches!(*name, "key" | "id"));
    let name = name.map(|(_, value)| value.trim().trim_matches('"')).filter(|_| section != "tariff");
    let entry = name.map_or_else(|| section.to_owned(), |name| format!("{section} {name}"));
    field.map_or_else(|| entry.clone(), |(field, _)| format!("{entry}, {field}"))
}

/// The name of a section, where a line begins one.
fn section(line: &str) -> Option<&str> {
    let inside = line.trim().strip_prefix('[')?.strip_suffix(']')?;
    let name = inside.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(inside);
    Some(name).filter(|name| is_name(name))
}

/// The key that a line begins with, and its value. Lines further in belong to the key above them.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once('=')?;
    Some((name.trim_end(), value)).filter(|(name, _)| is_name(name))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_in_words_of_rust() {
        let said = |message: &str| {
            let (_, what, help) = explained(message);
            format!("{what}. {help}")
        };
        for message in [
            "invalid type: string \"x\", expected struct Text",
            "invalid type: integer `3`, expected struct Text with 2 elements",
            "invalid value: integer `-1`, expected u32",
            "invalid type: sequence, expected usize",
            "invalid type: map, expected a string",
            "data did not match any variant of untagged enum Cell",
            "data did not match any variant of untagged enum OneOrMany",
        ] {
            let said = said(message);
            for word in ["struct", "u32", "usize", "enum", "variant", "sequence", "map,"] {
                assert!(!said.contains(word), "{word} in {said}");
            }
        }
        assert!(said("missing field `label`").starts_with("\"label\" is missing. add label = …"));
        let unknown = said("unknown field `lable`, expected one of `key`, `op`");
        assert!(unknown.starts_with("there is no key \"lable\" here. the keys here are key, op"));
    }

    #[test]
    fn a_full_width_character_outside_of_quotes_is_named() {
        let said = |line: &str| {
            let text = format!("[tariff]\n{line}\nid = “x”\n");
            full_width(&text, text.find('\n').unwrap() + 3).map(|(_, what, help)| format!("{what}: {help}"))
        };
        for (line, found, plain) in [
            ("key = “x”", "“", "\""),
            ("label = { zh = \"甲，乙\"， en = \"a\" }", "，", ","),
            ("least = １", "１", "1"),
            ("by ＝ [\"a\"]", "＝", "="),
            ("digits =\u{3000}2", "\u{3000}", "a blank"),
        ] {
            let said = said(line).unwrap();
            assert!(
                said.starts_with(&format!("{found} is")) && said.contains(&format!("write {plain} ")),
                "{said}"
            );
        }
        for line in ["zh = \"（甲）\"", "a = 1 # 甲，乙", "甲 = 1"] {
            assert_eq!(said(line), None, "{line}");
        }
    }

    #[test]
    fn the_entry_and_key_at_a_place_are_named() {
        let text = "include = [\n  \"a\",\n]\n[tariff]\nid = \"t\"\ntitle = 3\n\n[[table]]\nkey = \"base\"\nrows = [\n  { a = 1 },\n]\n";
        let at = |part: &str| key_at(text, text.find(part).unwrap());
        assert_eq!(at("\"a\""), "include");
        assert_eq!(at("title"), "tariff, title");
        assert_eq!(at("[[table]]"), "table base");
        assert_eq!(at("{ a"), "table base, rows");
        assert_eq!(key_at("%", 0), "file");
    }
}

//! Where in its document a rule stands, for readers of either language.

use crate::Lang;

/// `第一百零九条` is article 109 in English, `二（四）` is 2 (4). What is written otherwise stays as it is.
pub fn article(cited: &str, lang: Lang) -> String {
    let told = if lang == Lang::En { english(cited) } else { None };
    told.unwrap_or_else(|| cited.to_owned())
}

fn english(cited: &str) -> Option<String> {
    if let Some(of) = cited.strip_prefix('第').and_then(|rest| rest.strip_suffix('条')) {
        return Some(format!("article {}", number(of)?));
    }
    let (part, item) = cited.strip_suffix('）')?.split_once('（')?;
    Some(format!("{} ({})", number(part)?, number(item)?))
}

/// A number below a thousand as documents count in Chinese: `一百零九`.
fn number(text: &str) -> Option<usize> {
    let (mut sum, mut digit) = (0, None);
    for c in text.chars() {
        match c {
            '百' => sum += digit.take()? * 100,
            '十' => sum += digit.take().filter(|digit| *digit > 0).unwrap_or(1) * 10,
            _ if digit.unwrap_or(0) > 0 => return None,
            _ => digit = Some("零一二三四五六七八九".chars().position(|one| one == c)?),
        }
    }
    Some(sum + digit.unwrap_or(0)).filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_read_in_english_and_left_alone_in_chinese() {
        for (cited, english) in [
            ("第一百零九条", "article 109"),
            ("第五十一条", "article 51"),
            ("第二十条", "article 20"),
            ("第十五条", "article 15"),
            ("第一百一十条", "article 110"),
            ("二（四）", "2 (4)"),
            ("五（十一）", "5 (11)"),
            ("", ""),
            ("附件1", "附件1"),
            ("第条", "第条"),
            ("第二三条", "第二三条"),
            ("第零条", "第零条"),
        ] {
            assert_eq!(article(cited, Lang::En), english);
            assert_eq!(article(cited, Lang::Zh), cited);
        }
    }
}

//! How somebody reads: in which language, and how large. It comes with every press, and stands in the addresses of links.

use maud::{Markup, html};
use words::{self as w, Lang};

/// Nothing of it is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub lang: Lang,
    /// Large type and targets (适老化).
    pub elder: bool,
}

impl Look {
    /// What an address asks for.
    pub fn asked(query: Option<&str>) -> Self {
        let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        let mut look = Self::default();
        pairs.for_each(|(name, value)| look.read(&name, &value));
        look
    }

    /// Takes up a field. A button that was pressed stands after what the page had.
    pub fn read(&mut self, name: &str, value: &str) {
        match name {
            "lang" => self.lang = if value == "en" { Lang::En } else { Lang::Zh },
            "large" => self.elder = value == "1",
            _ => {}
        }
    }

    /// The same in the other language.
    pub fn other(self) -> Self {
        Self { lang: self.lang.of((Lang::En, Lang::Zh)), ..self }
    }

    /// An address that is read so.
    pub fn at(self, path: &str) -> String {
        let unusual = self.pairs().into_iter().filter(|pair| !Self::default().pairs().contains(pair));
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(unusual).finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// What a form takes along, and the buttons that change it.
    pub fn fields(self) -> Markup {
        let other = self.other();
        html! {
            @for (name, value) in self.pairs() { input type="hidden" name=(name) value=(value); }
            p.language {
                button.link name="large" value=(Self { elder: !self.elder, ..self }.large()) aria-pressed=(if self.elder { "true" } else { "false" }) {
                    (self.lang.say(w::ELDER))
                }
                " "
                button.link name="lang" value=(other.code()) lang=(other.lang.tag()) { (self.lang.say(w::OTHER_LANGUAGE)) }
            }
        }
    }

    fn pairs(self) -> [(&'static str, &'static str); 2] {
        [("lang", self.code()), ("large", self.large())]
    }

    fn code(self) -> &'static str {
        self.lang.of(("zh", "en"))
    }

    fn large(self) -> &'static str {
        if self.elder { "1" } else { "0" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_is_written() {
        for lang in [Lang::Zh, Lang::En] {
            for elder in [false, true] {
                let look = Look { lang, elder };
                let address = look.at("/plain");
                assert_eq!(Look::asked(address.split_once('?').map(|(_, query)| query)), look, "{address}");
            }
        }
        assert_eq!(Look::default().at("/plain"), "/plain");
        assert_eq!(Look::asked(Some("lang=de&large=yes&x")), Look::default());
    }
}

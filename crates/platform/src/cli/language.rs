//! The language that a person chooses for what a command writes.

use clap::ValueEnum;
use words::Lang;

#[derive(Clone, Copy, ValueEnum)]
pub enum Language {
    Zh,
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
}

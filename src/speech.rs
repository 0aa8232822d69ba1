//! A voice of the browser, which reads a result aloud. Knows the browser; nothing is read before somebody asks.

use std::cell::RefCell;

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

use crate::words::Lang;

/// A little slower than a voice speaks by itself.
const RATE: f32 = 0.9;

/// Reads aloud, one text at a time.
pub struct Reader {
    synthesis: SpeechSynthesis,
    voice: SpeechSynthesisVoice,
    /// What is being read, and who hears of its end. Some browsers forget an utterance that nobody holds.
    reading: RefCell<Vec<(SpeechSynthesisUtterance, EventListener)>>,
}

impl PartialEq for Reader {
    fn eq(&self, other: &Self) -> bool {
        self.voice == other.voice
    }
}

impl Reader {
    /// Where there is a voice that speaks this language. Asking makes some browsers look for their voices: later there may be one.
    pub fn new(lang: Lang) -> Option<Self> {
        let window = web_sys::window()?;
        let there = js_sys::Reflect::get(&window, &"speechSynthesis".into()).ok()?;
        let synthesis = Some(there).filter(JsValue::is_object)?.unchecked_into::<SpeechSynthesis>();
        let voices = synthesis.get_voices();
        let mut voices = voices.iter().map(JsCast::unchecked_into::<SpeechSynthesisVoice>);
        let voice = voices.find(|voice| speaks(&voice.lang(), lang))?;
        Some(Self { synthesis, voice, reading: RefCell::default() })
    }

    /// Reads sentences from the first on; `done` is called when it has come to the end, or cannot go on.
    pub fn read(&self, sentences: &[String], done: impl Fn() + Clone + 'static) {
        self.stop();
        let last = sentences.len().saturating_sub(1);
        for (index, sentence) in sentences.iter().enumerate() {
            let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(sentence) else { return };
            utterance.set_voice(Some(&self.voice));
            utterance.set_lang(&self.voice.lang());
            utterance.set_rate(RATE);
            let done = done.clone();
            let ends = if index == last { "end" } else { "error" };
            let listener = EventListener::new(&utterance, ends, move |_| done());
            self.synthesis.speak(&utterance);
            self.reading.borrow_mut().push((utterance, listener));
        }
    }

    pub fn pause(&self) {
        self.synthesis.pause();
    }

    pub fn go_on(&self) {
        self.synthesis.resume();
    }

    /// Says nothing more; what others read on this page is left alone.
    pub fn stop(&self) {
        // First: what is taken back tells of an error.
        let reading = self.reading.take();
        if !reading.is_empty() {
            drop(reading);
            // One that is paused stays so, for whoever speaks next.
            self.synthesis.resume();
            self.synthesis.cancel();
        }
    }
}

/// `zh-CN`, `zh_CN` and `cmn-Hans-CN` are Chinese; Cantonese reads the same words to other ears.
fn speaks(tag: &str, lang: Lang) -> bool {
    let tag = tag.to_lowercase().replace('_', "-");
    let begins =
        |names: &[&str]| names.iter().any(|name| tag == *name || tag.starts_with(&format!("{name}-")));
    match lang {
        Lang::Zh => begins(&["zh", "cmn"]) && tag != "zh-hk",
        Lang::En => begins(&["en"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voice_is_known_by_its_language_however_it_is_written() {
        for tag in ["zh-CN", "zh_CN", "zh", "cmn-Hans-CN", "zh-TW"] {
            assert!(speaks(tag, Lang::Zh), "{tag}");
        }
        for tag in ["zh-HK", "yue-Hant-HK", "en-US", "zhx", ""] {
            assert!(!speaks(tag, Lang::Zh), "{tag}");
        }
        assert!(speaks("en-GB", Lang::En) && !speaks("eno", Lang::En));
    }
}

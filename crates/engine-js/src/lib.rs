//! The rating engine for JavaScript. Agreement tests compare its answers with those of the `anze` command and of the
//! platform; benchmarks time it.

use rating::{Answers, Catalogue, Risk, Tariff, Workspace, rate};
use rust_decimal::Decimal;
use wasm_bindgen::prelude::wasm_bindgen;

/// A tariff that was loaded, and risks that were read.
#[wasm_bindgen]
pub struct Engine {
    tariff: Tariff,
    risks: Vec<Risk>,
    answers: Vec<Answers>,
}

#[wasm_bindgen]
impl Engine {
    /// One of the packed tariffs. Nothing if it is not among them.
    pub fn load(packed: &[u8], id: &str) -> Option<Engine> {
        let tariff = Catalogue::unpack(packed).ok()?.get(id)?.clone();
        Some(Self { tariff, risks: Vec::new(), answers: Vec::new() })
    }

    /// Rates a risk: the JSON of the outcome, or of the list of faults. Nothing if it is no risk.
    pub fn quote(&self, risk: &str) -> Option<String> {
        let risk: Risk = serde_json::from_str(risk).ok()?;
        match rate(&self.tariff, &risk) {
            Ok(outcome) => serde_json::to_string(&outcome).ok(),
            Err(faults) => serde_json::to_string(&faults).ok(),
        }
    }

    /// Reads the risks that are to be timed, one JSON object a line; gives how many can be rated.
    pub fn prepare(&mut self, lines: &str) -> usize {
        let risks = lines.lines().filter_map(|line| serde_json::from_str(line).ok());
        self.risks = risks.filter(|risk| self.is_rated(risk)).collect();
        self.answers = self.risks.iter().filter_map(|risk| self.tariff.check(risk).ok()).collect();
        self.answers.len()
    }

    fn is_rated(&self, risk: &Risk) -> bool {
        self.tariff.check(risk).is_ok_and(|answers| !answers.is_open())
    }

    /// The premiums of the prepared risks, one a line.
    pub fn premiums(&self) -> String {
        let mut workspace = Workspace::default();
        let premium = |answers| self.tariff.premium(answers, &mut workspace).unwrap_or_default().to_string();
        self.answers.iter().map(premium).collect::<Vec<_>>().join("\n")
    }

    /// Rates the prepared risks as often as asked, without a trace; gives something that depends on every premium.
    pub fn rate_plain(&self, times: u32) -> String {
        let mut workspace = Workspace::default();
        let mut greatest = Decimal::ZERO;
        for _ in 0..times {
            for answers in &self.answers {
                let premium = self.tariff.premium(answers, &mut workspace).unwrap_or_default();
                greatest = greatest.max(premium);
            }
        }
        greatest.to_string()
    }

    /// The same with every step written down, from the risk to the quote.
    pub fn rate_traced(&self, times: u32) -> usize {
        let risks = (0..times).flat_map(|_| &self.risks);
        risks.filter(|risk| rate(&self.tariff, risk).is_ok()).count()
    }
}

//! Sectors, as commands are told them: those of a tariff.

use rating::Tariff;
use rating::attribute::{Attribute, Choice};

/// All of them.
pub fn sectors(tariff: &Tariff) -> &[Choice] {
    tariff.attribute("sector").map(Attribute::choices).unwrap_or_default()
}

/// That there is one with this key; an error says which there are.
pub fn known(tariff: &Tariff, sector: &str) -> Result<(), String> {
    let keys: Vec<&str> = sectors(tariff).iter().map(|sector| sector.key.as_str()).collect();
    if keys.contains(&sector) {
        return Ok(());
    }
    Err(format!("there is no sector {sector}; those of {} are {}", tariff.id(), keys.join(", ")))
}

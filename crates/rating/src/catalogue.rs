//! Many tariffs: the one that applies at an inception, as far as was known on a day. Packed, they are what the browser
//! loads: one file, since tariffs that follow one another say much the same.

use crate::date::Date;
use crate::tariff::Tariff;

/// The tariffs at hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    tariffs: Vec<Tariff>,
}

/// The bytes are not packed tariffs of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotTariffs;

impl core::fmt::Display for NotTariffs {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("not packed tariffs of this version")
    }
}

impl Catalogue {
    /// A catalogue of these.
    pub fn new(tariffs: Vec<Tariff>) -> Self {
        Self { tariffs }
    }

    /// Which layout the compiled form has. Whoever has another cannot read it.
    pub const LAYOUT: u32 = 3;

    /// The compiled form of all.
    pub fn pack(&self) -> Vec<u8> {
        postcard::to_allocvec(&self.tariffs).unwrap_or_default()
    }

    /// Reads the compiled form.
    pub fn unpack(bytes: &[u8]) -> Result<Self, NotTariffs> {
        let tariffs: Vec<Tariff> = postcard::from_bytes(bytes).map_err(|_| NotTariffs)?;
        Ok(Self::new(tariffs.into_iter().map(Tariff::planned).collect()))
    }

    /// All of them, in the order given.
    pub fn iter(&self) -> impl Iterator<Item = &Tariff> {
        self.tariffs.iter()
    }

    /// The one with this id.
    pub fn get(&self, id: &str) -> Option<&Tariff> {
        self.tariffs.iter().find(|t| t.id() == id)
    }

    /// The one that rates this inception, as far as was known on `as_of`: the latest to begin, then the latest known.
    /// Never the nearest: where none applies, that is the answer.
    pub fn pick(&self, inception: Date, as_of: Date) -> Option<&Tariff> {
        let applies = |t: &&Tariff| {
            t.known_from() <= as_of
                && t.inception_from() <= inception
                && t.inception_to().is_none_or(|last| inception <= last)
        };
        self.tariffs.iter().filter(applies).max_by_key(|t| (t.inception_from(), t.known_from()))
    }

    /// The day nearest to `near` whose inceptions the tariff rates, as far as was known on `as_of`.
    pub fn day_for(&self, id: &str, near: Date, as_of: Date) -> Option<Date> {
        let edges = self.tariffs.iter().flat_map(|t| {
            let before = t.inception_from().add_days(-1);
            [Some(t.inception_from()), before, t.inception_to()]
        });
        let rated = |day: &Date| self.pick(*day, as_of).is_some_and(|t| t.id() == id);
        let days = edges.flatten().chain([near]).filter(rated);
        days.min_by_key(|day| day.days().abs_diff(near.days()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_tariffs_are_refused() {
        for bytes in [&b""[..], b"{}", &[255; 64]] {
            assert_eq!(Catalogue::unpack(bytes).unwrap_err(), NotTariffs);
        }
    }
}

//! Texts that many rows have in common, each kept once.

use std::collections::BTreeMap;

/// Values by number.
pub(super) struct Pool<T> {
    all: Vec<T>,
    numbers: BTreeMap<T, u32>,
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self { all: Vec::new(), numbers: BTreeMap::new() }
    }
}

impl<T: Clone + Ord> Pool<T> {
    /// The number of a value, a new one where it is new.
    pub fn number(&mut self, value: &T) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(value.clone());
        self.numbers.insert(value.clone(), number);
        number
    }

    /// The value behind a number.
    pub fn get(&self, number: u32) -> Option<&T> {
        self.all.get(number as usize)
    }
}

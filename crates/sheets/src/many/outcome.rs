//! What came of a list: rows that were rated, and what is wrong with the others.

use std::collections::BTreeMap;

use rating::{Money, Text, money};
use rust_decimal::Decimal;

use super::line::{Answered, Line, Wrong};
use super::pool::Pool;

/// More mistakes than these are counted and not named: the list is not of enterprises then.
const MOST_WRONG: usize = 200_000;

/// Premiums from here on have a bar of their own, in yuan.
const BINS: [u32; 14] = [
    0, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000,
    10_000_000,
];

#[derive(Default)]
pub(super) struct Outcome {
    pub lines: Vec<Line>,
    answers: Vec<Answered>,
    texts: Pool<String>,
    pub wrong: Vec<Wrong>,
    said: Pool<(String, String)>,
    pub wrong_rows: usize,
    /// Mistakes in all.
    pub mistakes: usize,
    /// Rows with an answer to a question that is not asked, by the question's label.
    pub ignored: BTreeMap<(String, String), usize>,
    /// Headings that were not understood.
    pub unknown: Vec<String>,
}

/// How many, and their premiums in yuan.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    pub count: usize,
    pub premium: Decimal,
}

impl Sum {
    pub fn add(&mut self, premium: Money) {
        self.count += 1;
        // A hundred thousand premiums are far from 28 digits.
        self.premium = money::plus(self.premium, premium.yuan()).unwrap_or(self.premium);
    }

    pub fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.premium = money::plus(self.premium, other.premium).unwrap_or(self.premium);
    }

    /// The premiums to the fen.
    pub fn money(self) -> Money {
        Money::from_decimal(self.premium)
    }

    pub fn average(self) -> Money {
        let average = money::quotient(self.premium, Decimal::from(self.count)).unwrap_or_default();
        Money::from_decimal(average)
    }
}

/// In which order rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As they stand in the list.
    AsGiven,
    /// The greatest premium first.
    Dearest,
    /// The least first.
    Cheapest,
}

impl Outcome {
    /// Whether there was no row at all.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.wrong_rows == 0
    }

    pub fn add<'a>(&mut self, line: Line, ignored: impl Iterator<Item = &'a Text>) {
        self.lines.push(line);
        for label in ignored {
            *self.ignored.entry((label.zh.clone(), label.en.clone())).or_default() += 1;
        }
    }

    /// Keeps the answers of a row; where they are.
    pub fn answers(&mut self, said: &[(usize, String)]) -> (usize, usize) {
        let place = (self.answers.len(), said.len());
        for (attribute, text) in said {
            let text = self.texts.number(text);
            self.answers.push(Answered { attribute: *attribute, text });
        }
        place
    }

    /// The answers of a row: index of the question, and what was answered.
    pub fn answers_of(&self, line: &Line) -> impl Iterator<Item = (usize, &str)> {
        let (first, count) = line.answers;
        let all = self.answers.get(first..first + count).unwrap_or_default();
        all.iter().filter_map(|one| Some((one.attribute, self.texts.get(one.text)?.as_str())))
    }

    /// A row that is not rated: column and reason of each mistake.
    pub fn refuse(&mut self, row: u32, why: impl IntoIterator<Item = (Text, Text)>) {
        self.wrong_rows += 1;
        for (column, why) in why {
            self.mistakes += 1;
            if self.wrong.len() < MOST_WRONG {
                let mut number = |text: Text| self.said.number(&(text.zh, text.en));
                let (column, why) = (number(column), number(why));
                self.wrong.push(Wrong { row, column, why });
            }
        }
    }

    /// The words behind a number in a mistake.
    pub fn words(&self, number: u32) -> Text {
        let (zh, en) = self.said.get(number).cloned().unwrap_or_default();
        Text { zh, en }
    }

    /// Indices of all rows in this order; rows of equal premium stay as they stand in the list.
    pub fn ordered(&self, order: Order) -> Vec<usize> {
        let mut all: Vec<usize> = (0..self.lines.len()).collect();
        let premium = |index: &usize| self.lines.get(*index).map(|line| line.premium);
        match order {
            Order::AsGiven => {}
            Order::Dearest => all.sort_by_key(|index| core::cmp::Reverse(premium(index))),
            Order::Cheapest => all.sort_by_key(premium),
        }
        all
    }

    /// Of some of the rows.
    pub fn sum(&self, of: impl Fn(&Line) -> bool) -> Sum {
        let mut sum = Sum::default();
        self.lines.iter().filter(|line| of(line)).for_each(|line| sum.add(line.premium));
        sum
    }

    /// The row in the middle, of all indices in order of premium; of an even number the two, whose mean is the median.
    pub fn middle(&self, ordered: &[usize]) -> Sum {
        let last = ordered.len().saturating_sub(1);
        let two = ordered.get(last / 2..ordered.len() / 2 + 1).unwrap_or_default();
        let mut sum = Sum::default();
        two.iter().filter_map(|index| self.lines.get(*index)).for_each(|line| sum.add(line.premium));
        sum
    }

    /// Rows by something they have in common, in its order.
    pub fn sums<K: Ord>(&self, by: impl Fn(&Line) -> K) -> BTreeMap<K, Sum> {
        let mut sums: BTreeMap<K, Sum> = BTreeMap::new();
        self.lines.iter().for_each(|line| sums.entry(by(line)).or_default().add(line.premium));
        sums
    }

    /// How premiums are spread: each bar from its first yuan up to the next one's, the last without end. None empty at
    /// either end.
    pub fn spread(&self) -> Vec<(u32, Option<u32>, Sum)> {
        let place = |line: &Line| {
            BINS.partition_point(|from| Decimal::from(*from) <= line.premium.yuan()).saturating_sub(1)
        };
        let sums = self.sums(place);
        let (first, last) = (sums.keys().next().copied(), sums.keys().next_back().copied());
        let Some((first, last)) = first.zip(last) else { return Vec::new() };
        let bar = |place: usize| {
            let next = BINS.get(place + 1).copied();
            Some((*BINS.get(place)?, next, sums.get(&place).copied().unwrap_or_default()))
        };
        (first..=last).filter_map(bar).collect()
    }
}

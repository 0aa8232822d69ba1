//! The words above a column, however they are dressed.

use application::typed::half_width;

/// A heading without what is written around it: `＊身份证号码（18位）` is 身份证号码.
pub(crate) fn bare(cell: &str) -> String {
    let narrow: String = cell.chars().map(half_width).collect();
    let outside = narrow.split(['(', '[', '【']).next().unwrap_or_default();
    outside.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

//! What script and module call each other by. `wasm-bindgen` ends every such name in sixteen digits of a digest, so that names
//! of many crates never meet; nothing compresses digests, and they are in both files. Where both are at hand, numbers of as
//! many digits tell the names apart as well, and weigh nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;

const START: &[u8] = b"__wbg_";
const DIGITS: usize = 16;

/// By name, what is called instead; as long as before, so that nothing in a module moves.
type Names = BTreeMap<Vec<u8>, Vec<u8>>;

/// Puts numbers in place of digests, in a script and its module.
pub fn number(script: &Path, module: &Path) -> Result<()> {
    let names = numbered(&std::fs::read(script)?);
    for path in [script, module] {
        let mut bytes = std::fs::read(path)?;
        rename(&mut bytes, &names);
        std::fs::write(path, bytes)?;
    }
    Ok(())
}

/// The names in a script that end in a digest. Those that begin alike are counted.
fn numbered(script: &[u8]) -> Names {
    let all: BTreeSet<&[u8]> = places(script).map(|at| name(script, at)).collect();
    let mut begin_alike = BTreeMap::<&[u8], usize>::new();
    let mut names = Names::new();
    for old in all {
        let Some((stem, digest)) = old.split_last_chunk::<DIGITS>() else { continue };
        if digest.iter().all(u8::is_ascii_hexdigit) {
            let number = begin_alike.entry(stem).or_default();
            names.insert(old.to_vec(), [stem, format!("{number:0DIGITS$}").as_bytes()].concat());
            *number += 1;
        }
    }
    names
}

fn rename(bytes: &mut [u8], names: &Names) {
    for at in places(bytes).collect::<Vec<_>>() {
        if let Some(new) = names.get(name(bytes, at))
            && let Some(old) = bytes.get_mut(at..at + new.len())
        {
            old.copy_from_slice(new);
        }
    }
}

/// Where a name begins.
fn places(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    bytes.windows(START.len()).enumerate().filter(|(_, here)| *here == START).map(|(at, _)| at)
}

/// The name that begins there.
fn name(bytes: &[u8], at: usize) -> &[u8] {
    let rest = bytes.get(at..).unwrap_or_default();
    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
    rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_length_and_stay_apart() {
        let script = b"__wbg_get_0123456789abcdef: 1, __wbg_get_fedcba9876543210: 2, __wbg_set_wasm(__wbg_get_0123456789abcdef)";
        let mut module = b"\x1a__wbg_get_fedcba9876543210\0\x01\x1a__wbg_get_0123456789abcdef\0\x02".to_vec();
        let names = numbered(script);
        rename(&mut module, &names);
        let one = b"\x1a__wbg_get_0000000000000001\0\x01\x1a__wbg_get_0000000000000000\0\x02";
        assert_eq!(module, one);
        let mut script = script.to_vec();
        rename(&mut script, &names);
        assert!(script.ends_with(b"__wbg_set_wasm(__wbg_get_0000000000000000)"));
    }
}

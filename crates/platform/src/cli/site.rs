//! The address of the calculator, as commands that print links are told.

/// Without the `/` at its end; an error in words where it is none.
pub fn site(text: &str) -> Result<&str, String> {
    let site = text.trim_end_matches('/');
    if !site.starts_with("http") || site.contains(['#', '?', ' ']) {
        return Err(format!("{site} is no address such as https://platform.example"));
    }
    Ok(site)
}

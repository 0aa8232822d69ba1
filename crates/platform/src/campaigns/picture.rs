//! What came of campaigns as a picture, by district: an SVG, which browsers show, documents take and printers print sharp.

use application::shown::grouped;
use maud::{Markup, PreEscaped, html};
use words::campaign as w;
use words::{Lang, Words};

use super::{Funnel, Part, Report, place, share};

/// Lengths are those of the drawing.
const WIDTH: u64 = 960;
const MARGIN: u64 = 40;
/// Where bars begin, and how long the longest is: what it says stands behind it.
const BARS: u64 = 250;
const LONGEST: u64 = 450;
const BAR: u64 = 20;
/// Of a district, with the space after it.
const ROW: u64 = 3 * BAR + 22;
/// Above the rows, and below.
const HEAD: u64 = 200;
const FOOT: u64 = 56;

const INK: &str = "#1b2328";
const SOFT: &str = "#52606a";
const LINE: &str = "#d9dcd8";
/// From the mouth of the funnel to its end.
const COLOURS: [&str; 3] = ["#9fc9c3", "#4a938c", "#0b5d57"];
const FONTS: &str = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

/// One step of a funnel: what it is called, how many, and how many of those at its mouth.
struct Step {
    name: Words,
    count: u64,
    share: Option<String>,
}

fn steps(funnel: Funnel) -> [Step; 3] {
    let Funnel { visits, estimates, applications } = funnel;
    let later = |name, count| Step { name, count, share: (visits > 0).then(|| share(count, visits)) };
    [
        Step { name: w::VISITS, count: visits, share: None },
        later(w::ESTIMATES, estimates),
        later(w::APPLICATIONS, applications),
    ]
}

impl Report {
    /// The picture.
    pub fn picture(&self, lang: Lang) -> String {
        let mut parts: Vec<&Part> = self.by_district.iter().collect();
        parts.sort_by_key(|part| core::cmp::Reverse(part.funnel.visits));
        let most =
            parts.iter().flat_map(|part| steps(part.funnel).map(|step| step.count)).max().unwrap_or(0).max(1);
        let rows = u64::try_from(parts.len()).unwrap_or_default();
        let height = HEAD + rows.max(1) * ROW + FOOT;
        let title = lang.fill(w::FUNNEL, &[("name", &self.name(lang))]);
        let picture = html! {
            svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {WIDTH} {height}")) width=(WIDTH) height=(height)
                role="img" lang=(lang.tag()) font-family=(FONTS) fill=(INK) {
                title { (title) }
                rect width=(WIDTH) height=(height) fill="#ffffff" {}
                text x=(MARGIN) y="56" font-size="26" font-weight="700" { (title) }
                text x=(MARGIN) y="84" font-size="15" fill=(SOFT) { (self.days(lang)) }
                (headline(self.total, lang))
                @if parts.is_empty() { text x=(MARGIN) y=(HEAD + 30) font-size="16" { (lang.say(w::NOTHING_COUNTED)) } }
                @for (number, part) in (0..).zip(&parts) { (row(part, HEAD + number * ROW, most, lang)) }
                text x=(MARGIN) y=(height - 24) font-size="12" fill=(SOFT) { (lang.say(w::FUNNEL_NOTE)) }
            }
        };
        format!(
            "{}\n",
            html! { (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")) (picture) }.into_string()
        )
    }

    /// The one campaign that it is of, or all.
    fn name(&self, lang: Lang) -> String {
        match self.campaigns.as_slice() {
            [one] => lang.text(&one.campaign.name).to_owned(),
            _ => lang.say(w::ALL_CAMPAIGNS).to_owned(),
        }
    }

    fn days(&self, lang: Lang) -> String {
        let day = self.as_of.to_string();
        match self.campaigns.as_slice() {
            [one] => {
                let (from, until) = (one.campaign.from.to_string(), one.campaign.until.to_string());
                lang.fill(w::FUNNEL_DAYS, &[("from", &from), ("until", &until), ("day", &day)])
            }
            _ => lang.fill(w::FUNNEL_AS_OF, &[("day", &day)]),
        }
    }
}

/// The sums, in large figures.
fn headline(total: Funnel, lang: Lang) -> Markup {
    html! {
        @for ((number, step), colour) in (0..).zip(steps(total)).zip(COLOURS) {
            @let left = MARGIN + number * 290;
            rect x=(left) y="108" width="5" height="62" fill=(colour) {}
            text x=(left + 16) y="122" font-size="14" fill=(SOFT) { (lang.say(step.name)) }
            text x=(left + 16) y="152" font-size="28" font-weight="700" { (grouped(&step.count.to_string())) }
            @if let Some(share) = &step.share {
                text x=(left + 16) y="170" font-size="13" fill=(SOFT) { (lang.fill(w::OF_VISITS, &[("share", share)])) }
            }
        }
    }
}

/// A district: three bars of one scale with all others.
fn row(part: &Part, top: u64, most: u64, lang: Lang) -> Markup {
    let name = place(&part.key);
    html! {
        rect x=(MARGIN) y=(top - 11) width=(WIDTH - 2 * MARGIN) height="1" fill=(LINE) {}
        text x=(MARGIN) y=(top + 16) font-size="17" font-weight="700" { (lang.text(&name)) }
        @for ((number, step), colour) in (0..).zip(steps(part.funnel)).zip(COLOURS) {
            @let (y, length) = (top + number * BAR, step.count.saturating_mul(LONGEST) / most);
            // What is not nothing is seen.
            @let length = if step.count > 0 { length.max(2) } else { 0 };
            rect x=(BARS) y=(y) width=(length) height=(BAR - 3) fill=(colour) {}
            text x=(BARS + length + 8) y=(y + 13) font-size="13" {
                tspan fill=(SOFT) { (lang.say(step.name)) " " }
                tspan font-weight="700" { (grouped(&step.count.to_string())) }
                @if let Some(share) = &step.share { tspan fill=(SOFT) { " · " (share) } }
            }
        }
    }
}

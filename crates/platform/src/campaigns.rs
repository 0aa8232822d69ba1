//! Campaigns: what they are, what is counted of them, and what the counts come to. A count says which campaign, on which day and
//! in which district its link was given out; nothing of whoever opened it.

mod picture;

use std::collections::BTreeMap;

use application::district;
use rating::{Date, Text};
use serde::Serialize;

/// A campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// Its code, see [`application::campaign::is_code`].
    pub code: String,
    /// What people call it.
    pub name: Text,
    /// Code of its district; empty for the whole city.
    pub district: String,
    /// Keys of the sectors that it is for; none for all.
    pub sectors: Vec<String>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// When it was ended by hand: RFC 3339, UTC.
    pub closed_at: Option<String>,
}

/// Whether a campaign goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = CampaignStanding)]
pub enum Standing {
    /// Its first day is still to come.
    Coming,
    /// It goes on, and is counted.
    Open,
    /// Its last day has passed.
    Over,
    /// It was ended by hand.
    Closed,
}

impl Standing {
    /// As it is called in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::Open => "open",
            Self::Over => "over",
            Self::Closed => "closed",
        }
    }
}

/// What anybody may know of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = Campaign)]
pub struct Known {
    /// Its code.
    pub code: String,
    /// What people call it.
    pub name: Text,
    /// Code of its district; empty for the whole city.
    pub district: String,
    /// Keys of the sectors that it is for; none for all.
    pub sectors: Vec<String>,
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
    /// Whether it goes on: only then is anything counted.
    pub standing: Standing,
}

impl Campaign {
    /// What anybody may know of it, on a day.
    pub fn known(self, today: Date) -> Known {
        let standing = self.standing(today);
        let Self { code, name, district, sectors, from, until, .. } = self;
        Known { code, name, district, sectors, from, until, standing }
    }

    /// Whether it goes on, on a day.
    pub fn standing(&self, today: Date) -> Standing {
        if self.closed_at.is_some() {
            Standing::Closed
        } else if today < self.from {
            Standing::Coming
        } else if self.until < today {
            Standing::Over
        } else {
            Standing::Open
        }
    }

    /// Whether it is counted on a day.
    pub fn is_open(&self, today: Date) -> bool {
        self.standing(today) == Standing::Open
    }

    /// Whether it is for this sector.
    pub fn is_for(&self, sector: &str) -> bool {
        self.sectors.is_empty() || self.sectors.iter().any(|own| own == sector)
    }

    /// Where something is counted whose link says this: the campaign's own district before any other; empty where that is none.
    pub fn place<'a>(&'a self, said: &'a str, today: Date) -> &'a str {
        match (self.district.as_str(), district::find(said, today)) {
            ("", Some(district)) => district.code,
            (own, _) => own,
        }
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A link was opened.
    Visit,
    /// Who had opened one saw a premium.
    Estimate,
    /// And has applied.
    Application,
}

impl Kind {
    /// All, from the mouth of the funnel to its end.
    pub const ALL: [Self; 3] = [Self::Visit, Self::Estimate, Self::Application];

    /// As it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Estimate => "estimate",
            Self::Application => "application",
        }
    }
}

/// So many of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Code of the campaign.
    pub campaign: String,
    /// In Jinan.
    pub day: Date,
    /// Where its link was given out; may be empty.
    pub district: String,
    /// Of what.
    pub kind: Kind,
    /// How often.
    pub count: u64,
}

/// How many came, and how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Funnel {
    /// Links opened.
    pub visits: u64,
    /// Premiums seen.
    pub estimates: u64,
    /// Applications sent.
    pub applications: u64,
}

impl Funnel {
    fn add(&mut self, kind: Kind, count: u64) {
        let sum = match kind {
            Kind::Visit => &mut self.visits,
            Kind::Estimate => &mut self.estimates,
            Kind::Application => &mut self.applications,
        };
        *sum = sum.saturating_add(count);
    }
}

/// Of one day or one district.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The day, or the code of the district; empty where links say none.
    pub key: String,
    /// How many.
    #[serde(flatten)]
    pub funnel: Funnel,
}

/// Of one campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfOne {
    /// Which it is.
    #[serde(flatten)]
    pub campaign: Known,
    /// How many in all.
    pub total: Funnel,
    /// By where its links were given out, in the order of the codes.
    pub by_district: Vec<Part>,
    /// By day, the first first; days without anything are left out.
    pub by_day: Vec<Part>,
}

/// What campaigns come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The day it is of.
    pub as_of: Date,
    /// Each campaign.
    pub campaigns: Vec<OfOne>,
    /// All of them.
    pub total: Funnel,
    /// All of them by where links were given out.
    pub by_district: Vec<Part>,
}

impl Report {
    /// Adds the counts up; those of other campaigns are passed over.
    pub fn new(campaigns: Vec<Campaign>, counts: &[Count], as_of: Date) -> Self {
        let campaigns: Vec<OfOne> =
            campaigns.into_iter().map(|campaign| of_one(campaign, counts, as_of)).collect();
        let known = |count: &&Count| campaigns.iter().any(|one| one.campaign.code == count.campaign);
        let (total, by_district) =
            (total(counts.iter().filter(known)), by(counts.iter().filter(known), district_of));
        Self { as_of, campaigns, total, by_district }
    }
}

fn of_one(campaign: Campaign, counts: &[Count], as_of: Date) -> OfOne {
    let own = || counts.iter().filter(|count| count.campaign == campaign.code);
    let (total, by_district) = (total(own()), by(own(), district_of));
    let by_day = by(own(), |count| count.day.to_string());
    OfOne { campaign: campaign.known(as_of), total, by_district, by_day }
}

fn total<'a>(counts: impl Iterator<Item = &'a Count>) -> Funnel {
    counts.fold(Funnel::default(), |mut sum, count| {
        sum.add(count.kind, count.count);
        sum
    })
}

fn district_of(count: &Count) -> String {
    count.district.clone()
}

fn by<'a>(counts: impl Iterator<Item = &'a Count>, key: impl Fn(&Count) -> String) -> Vec<Part> {
    let mut sums: BTreeMap<String, Funnel> = BTreeMap::new();
    for count in counts {
        sums.entry(key(count)).or_default().add(count.kind, count.count);
    }
    sums.into_iter().map(|(key, funnel)| Part { key, funnel }).collect()
}

/// The name of a district, or what is said where there is none.
pub fn place(code: &str) -> Text {
    let known = district::DISTRICTS.iter().find(|district| district.code == code);
    known.map_or_else(|| Text::new("未分区县", "No district"), district::District::name)
}

/// A part of a whole in per cent, to one decimal; nothing of nothing.
pub fn share(part: u64, whole: u64) -> String {
    let thousandths = part.saturating_mul(1000).saturating_add(whole / 2).checked_div(whole);
    thousandths.map_or_else(|| "–".to_owned(), |share| format!("{}.{} %", share / 10, share % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn campaign() -> Campaign {
        Campaign {
            code: "safety-month".into(),
            name: Text::new("安全生产月", "Safety month"),
            district: String::new(),
            sectors: Vec::new(),
            from: day("2026-06-01"),
            until: day("2026-06-30"),
            closed_at: None,
        }
    }

    #[test]
    fn it_goes_on_from_its_first_day_to_its_last_unless_it_is_closed() {
        let mut campaign = campaign();
        for (on, standing) in [
            ("2026-05-31", Standing::Coming),
            ("2026-06-01", Standing::Open),
            ("2026-06-30", Standing::Open),
            ("2026-07-01", Standing::Over),
        ] {
            assert_eq!(campaign.standing(day(on)), standing, "{on}");
        }
        campaign.closed_at = Some("2026-06-02T00:00:00Z".into());
        assert_eq!(campaign.standing(day("2026-06-10")), Standing::Closed);
    }

    #[test]
    fn its_own_district_goes_before_what_a_link_says() {
        let (mut campaign, today) = (campaign(), day("2026-06-10"));
        assert_eq!(campaign.place("370102", today), "370102");
        for none in ["", "370125", "990000"] {
            assert_eq!(campaign.place(none, today), "");
        }
        campaign.district = "370103".into();
        assert_eq!(campaign.place("370102", today), "370103");
    }

    #[test]
    fn counts_are_added_up_by_campaign_district_and_day() {
        let count = |campaign: &str, on: &str, district: &str, kind, count| Count {
            campaign: campaign.into(),
            day: day(on),
            district: district.into(),
            kind,
            count,
        };
        let other = Campaign { code: "other".into(), ..campaign() };
        let counts = [
            count("safety-month", "2026-06-01", "370102", Kind::Visit, 5),
            count("safety-month", "2026-06-02", "370102", Kind::Estimate, 2),
            count("safety-month", "2026-06-02", "", Kind::Visit, 1),
            count("other", "2026-06-02", "370102", Kind::Application, 1),
            count("gone", "2026-06-02", "370102", Kind::Visit, 100),
        ];
        let report = Report::new(vec![campaign(), other], &counts, day("2026-06-10"));
        let funnel = |visits, estimates, applications| Funnel { visits, estimates, applications };
        let part = |key: &str, funnel| Part { key: key.into(), funnel };
        assert_eq!(report.total, funnel(6, 2, 1));
        assert_eq!(report.by_district, [part("", funnel(1, 0, 0)), part("370102", funnel(5, 2, 1))]);
        assert_eq!(report.campaigns[0].total, funnel(6, 2, 0));
        let days = [part("2026-06-01", funnel(5, 0, 0)), part("2026-06-02", funnel(1, 2, 0))];
        assert_eq!(report.campaigns[0].by_day, days);
        assert_eq!(report.campaigns[1].total, funnel(0, 0, 1));
    }
}

//! Where the units are.

use super::Problems;
use crate::{Draft, Site};

/// No tariff rates more units in one risk.
const MOST_SITES: usize = 100;

impl Problems {
    /// One site a unit, as soon as there are several: one address would not say which.
    pub(super) fn sites(&mut self, draft: &Draft) -> Vec<Site> {
        let units = draft.risk.units.len().min(MOST_SITES);
        if units < 2 {
            return Vec::new();
        }
        let empty = Site::default();
        let mut sites = Vec::new();
        for unit in 0..units {
            let typed = draft.sites.get(unit).unwrap_or(&empty);
            let number = unit + 1;
            let (zh, en) =
                (format!("请填写单位 {number} 的地址"), format!("Give the address of unit {number}"));
            let address = self.required(&format!("/sites/{unit}/address"), &typed.address, &zh, &en);
            let licence = self.licence(&format!("/sites/{unit}/licence"), &typed.licence);
            sites.push(Site { address, licence });
        }
        sites
    }
}

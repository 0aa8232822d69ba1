//! What crosses the wire: a [`Draft`] as typed, an [`Application`] as accepted.

use rating::{Money, Risk};
use serde::{Deserialize, Serialize};

use crate::attachment::Attachment;

/// The form as typed: nothing in it is believed yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Draft {
    /// Who applies.
    pub enterprise: Enterprise,
    /// Who is insured, where that is another than the enterprise.
    pub insured: Option<Insured>,
    /// Whom to call about it.
    pub contact: Contact,
    /// Where the units of the risk are, in their order; may be empty where there is one only.
    pub sites: Vec<Site>,
    /// What else the contract needs.
    pub terms: Terms,
    /// What the applicant declares.
    pub declarations: Declarations,
    /// Evidence, uploaded under the same key before the application is sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// To earlier applications of the same enterprise, sector and period: `replacement` (替换), `addition` (补充), or empty where there is
    /// none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub relation: String,
    /// The campaign by whose link the applicant came, such as `safety-month` or `safety-month.370102`; may be empty. It is counted, and
    /// not kept with the application; one that is unknown or over counts nothing and stops nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub campaign: String,
    /// What is to be insured.
    pub risk: Risk,
    /// The quote that the applicant saw.
    pub quote: SeenQuote,
}

/// The enterprise that applies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Enterprise {
    /// Registered name.
    pub name: String,
    /// Unified social credit code (GB 32100-2015).
    pub uscc: String,
    /// Code of the district, see [`district`].
    pub district: String,
    /// Address; may be empty.
    pub address: String,
    /// Who signs for it (法定代表人).
    pub legal_representative: String,
    /// Code of GB/T 4754-2017, two to four digits; may be empty.
    pub industry: String,
    /// Business scope (经营范围) as on the business licence; may be empty.
    pub business_scope: String,
    /// `large`, `medium`, `small` or `micro`, as the enterprise classes itself (统计上大中小微型企业划分办法); may be empty.
    pub size: String,
    /// Number of the work-safety licence (安全生产许可证), see [`licence`](crate::licence); may be empty.
    pub licence: String,
}

/// The enterprise that is insured.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Insured {
    /// Registered name.
    pub name: String,
    /// Unified social credit code (GB 32100-2015).
    pub uscc: String,
    /// Address.
    pub address: String,
}

/// A plant, shop, site or fleet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Site {
    /// Where it is.
    pub address: String,
    /// Number of its work-safety licence, where it has one of its own; may be empty.
    pub licence: String,
}

/// What the contract needs beside the risk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Terms {
    /// Number of the policy before this one; may be empty.
    pub previous_policy: String,
    /// Its last day, `YYYY-MM-DD`; may be empty.
    pub previous_end: String,
    /// How disputes are settled: `litigation` (诉讼) or `arbitration` (仲裁).
    pub dispute: String,
    /// Which commission arbitrates (仲裁委员会); empty where a court decides.
    pub arbitration_commission: String,
    /// To whom the invoice is made out; the enterprise where empty.
    pub invoice_title: String,
}

/// The person to call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// Mobile or landline number in China.
    pub phone: String,
    /// E-mail address; may be empty.
    pub email: String,
}

/// What the applicant declares; every one must be true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Declarations {
    /// The clauses were read.
    pub clauses_read: bool,
    /// All that is stated is true and complete.
    pub true_and_complete: bool,
    /// Changes of the risk will be reported.
    pub changes_reported: bool,
    /// The premium will be paid on time.
    pub paid_on_time: bool,
    /// The premium is not charged to employees.
    pub not_charged_to_staff: bool,
    /// Personal information may be handled for this application.
    pub personal_information: bool,
}

/// Enough of the quote that the applicant saw to tell whether the platform's is another. A tariff's digest, the risk and
/// the premium pin everything else in a quote, so the whole of it need not travel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct SeenQuote {
    /// Identifier of the tariff.
    pub tariff: String,
    /// Its digest.
    pub digest: String,
    /// The premium in yuan, such as `"6500.00"`.
    pub premium: String,
}

/// The form as accepted: normalised, every field checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Application {
    /// Who applies.
    pub enterprise: Enterprise,
    /// Who is insured, where that is another than the enterprise.
    pub insured: Option<Insured>,
    /// Whom to call about it.
    pub contact: Contact,
    /// Where the units of the risk are, in their order; may be empty where there is one only.
    pub sites: Vec<Site>,
    /// What else the contract needs.
    pub terms: Terms,
    /// What the applicant declares.
    pub declarations: Declarations,
    /// Evidence that came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// To earlier applications of the same enterprise, sector and period; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub relation: String,
    /// What is to be insured.
    pub risk: Risk,
    /// Identifier of the tariff of the quote that the applicant saw.
    pub tariff: String,
    /// Its digest.
    pub digest: String,
    /// The premium that the applicant saw.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub premium: Money,
}

/// What was accepted, as whoever typed it would send it again.
impl From<Application> for Draft {
    fn from(accepted: Application) -> Self {
        let Application {
            enterprise,
            insured,
            contact,
            sites,
            terms,
            declarations,
            attachments,
            relation,
            risk,
            tariff,
            digest,
            premium,
        } = accepted;
        let quote = SeenQuote { tariff, digest, premium: premium.to_string() };
        Self {
            enterprise,
            insured,
            contact,
            sites,
            terms,
            declarations,
            attachments,
            relation,
            // How it came is not kept.
            campaign: String::new(),
            risk,
            quote,
        }
    }
}

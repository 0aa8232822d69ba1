//! The questions of the proposal form, wherever they are asked. A field is known by its pointer in the draft.

use crate::{self as w, Words};

/// What a field is.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// In the draft: `/enterprise/name`.
    pub pointer: &'a str,
    /// The question.
    pub label: Words,
    /// What is meant.
    pub help: Option<Words>,
    /// Whether it must be filled in.
    pub required: bool,
    /// For the browser's own filling in.
    pub autocomplete: &'static str,
    /// The type of its `input`.
    pub kind: &'static str,
}

impl<'a> Field<'a> {
    /// A line of text that may stay empty.
    pub const fn line(pointer: &'a str, label: Words) -> Self {
        Self { pointer, label, help: None, required: false, autocomplete: "off", kind: "text" }
    }

    /// It must be filled in.
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// What is meant.
    pub const fn help(self, help: Words) -> Self {
        Self { help: Some(help), ..self }
    }

    /// What a browser may fill in.
    pub const fn autocomplete(self, autocomplete: &'static str) -> Self {
        Self { autocomplete, ..self }
    }

    /// Another type of `input`.
    pub const fn kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }
}

/// Registered name.
pub const NAME: Field<'static> =
    Field::line("/enterprise/name", w::NAME).required().autocomplete("organization");
/// Its code.
pub const USCC: Field<'static> = Field::line("/enterprise/uscc", w::USCC).required().help(w::USCC_HELP);
/// Where it is registered.
pub const DISTRICT: Field<'static> =
    Field::line("/enterprise/district", w::DISTRICT).required().help(w::DISTRICT_HELP);
/// Its address.
pub const ADDRESS: Field<'static> =
    Field::line("/enterprise/address", w::ADDRESS).autocomplete("street-address");
/// Who signs for it.
pub const REPRESENTATIVE: Field<'static> =
    Field::line("/enterprise/legal_representative", w::LEGAL_REPRESENTATIVE)
        .required()
        .help(w::LEGAL_REPRESENTATIVE_HELP);
/// What it does, by the national classification.
pub const INDUSTRY: Field<'static> = Field::line("/enterprise/industry", w::INDUSTRY).help(w::INDUSTRY_HELP);
/// What it may do.
pub const SCOPE: Field<'static> =
    Field::line("/enterprise/business_scope", w::BUSINESS_SCOPE).help(w::BUSINESS_SCOPE_HELP);
/// How large it is.
pub const SIZE: Field<'static> = Field::line("/enterprise/size", w::SIZE).help(w::SIZE_HELP);
/// How large it may be.
pub const SIZES: [(&str, Words); 4] =
    [("large", w::LARGE), ("medium", w::MEDIUM), ("small", w::SMALL), ("micro", w::MICRO)];
/// Its work-safety licence.
pub const LICENCE: Field<'static> = Field::line("/enterprise/licence", w::LICENCE).help(w::LICENCE_HELP);
/// Name of the enterprise that is insured.
pub const INSURED_NAME: Field<'static> = Field::line("/insured/name", w::INSURED_NAME).required();
/// Its code.
pub const INSURED_USCC: Field<'static> = Field::line("/insured/uscc", w::USCC).required().help(w::USCC_HELP);
/// Its address.
pub const INSURED_ADDRESS: Field<'static> = Field::line("/insured/address", w::ADDRESS).required();
/// Whom to call.
pub const CONTACT_NAME: Field<'static> =
    Field::line("/contact/name", w::CONTACT_NAME).required().autocomplete("name");
/// Their telephone.
pub const PHONE: Field<'static> =
    Field::line("/contact/phone", w::PHONE).required().help(w::PHONE_HELP).kind("tel").autocomplete("tel");
/// Their e-mail.
pub const EMAIL: Field<'static> = Field::line("/contact/email", w::EMAIL).kind("email").autocomplete("email");
/// The policy before.
pub const PREVIOUS_POLICY: Field<'static> = Field::line("/terms/previous_policy", w::PREVIOUS_POLICY);
/// Its last day.
pub const PREVIOUS_END: Field<'static> = Field::line("/terms/previous_end", w::PREVIOUS_END).kind("date");
/// How disputes are settled.
pub const DISPUTE: Field<'static> = Field::line("/terms/dispute", w::DISPUTE).required();
/// By which commission.
pub const COMMISSION: Field<'static> =
    Field::line("/terms/arbitration_commission", w::COMMISSION).required().help(w::COMMISSION_HELP);
/// To whom the invoice is made out.
pub const INVOICE_TITLE: Field<'static> =
    Field::line("/terms/invoice_title", w::INVOICE_TITLE).help(w::INVOICE_TITLE_HELP);
/// All fields of text but for those of the sites, of which there are as many as units.
pub const FIELDS: [Field<'static>; 20] = [
    NAME,
    USCC,
    DISTRICT,
    ADDRESS,
    REPRESENTATIVE,
    INDUSTRY,
    SCOPE,
    SIZE,
    LICENCE,
    INSURED_NAME,
    INSURED_USCC,
    INSURED_ADDRESS,
    CONTACT_NAME,
    PHONE,
    EMAIL,
    PREVIOUS_POLICY,
    PREVIOUS_END,
    DISPUTE,
    COMMISSION,
    INVOICE_TITLE,
];

/// How disputes may be settled.
pub const DISPUTES: [(&str, Words); 2] = [("litigation", w::LITIGATION), ("arbitration", w::ARBITRATION)];

/// What the applicant declares, in the order of the form, by pointer.
pub const DECLARATIONS: [(&str, Words); 6] = [
    ("/declarations/clauses_read", w::D_CLAUSES),
    ("/declarations/true_and_complete", w::D_TRUE),
    ("/declarations/changes_reported", w::D_CHANGES),
    ("/declarations/paid_on_time", w::D_PAID),
    ("/declarations/not_charged_to_staff", w::D_STAFF),
    ("/declarations/personal_information", w::D_PERSONAL),
];

/// What becomes of personal information: questions and answers.
pub const PRIVACY: [(Words, Words); 6] = [
    (w::P_WHAT, w::P_WHAT_ANSWER),
    (w::P_WHY, w::P_WHY_ANSWER),
    (w::P_WHO, w::P_WHO_ANSWER),
    (w::P_HOW_LONG, w::P_HOW_LONG_ANSWER),
    (w::P_WITHDRAW, w::P_WITHDRAW_ANSWER),
    (w::P_RIGHTS, w::P_RIGHTS_ANSWER),
];

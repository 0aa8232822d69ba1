//! From a draft to a receipt: the same checks as in the browser, the same quote, stored once. Knows neither HTTP nor SQL.

use application::campaign::Tag;
use application::standing::State;
use application::{Application, Draft, Problem, check, digest, hex, receipt};
use rating::quote::OpenQuestion;
use rating::{Catalogue, Code, Date, Fault, Mark, Outcome, Quote, Risk, Text, rate};
use sha2::{Digest, Sha256};

use crate::clock::Clock;
use crate::signing::Signer;
use crate::store::{self, Content, Earlier, Filed, NewVersion, Store, Version};

/// What the applicant gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Receipt number.
    pub number: String,
    /// What opens the application's page; the same key always gives the same one.
    pub secret: String,
    /// RFC 3339, UTC.
    pub received_at: String,
    /// The premium in yuan.
    pub premium: String,
    /// How official it is.
    pub mark: Mark,
    /// What the platform states of it, signed.
    pub signed: Option<String>,
}

impl Receipt {
    /// The application's page on the platform; the secret is in the fragment, which reaches no server.
    pub fn link(&self) -> String {
        format!("/r/{}#{}", self.number, self.secret)
    }
}

/// What the applicant gets for a correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Receipt number, as before.
    pub number: String,
    /// Which version it is.
    pub version: i64,
    /// RFC 3339, UTC.
    pub corrected_at: String,
    /// The premium in yuan.
    pub premium: String,
    /// How official it is.
    pub mark: Mark,
    /// What the platform states of it, signed.
    pub signed: Option<String>,
}

/// Why there is no receipt.
#[derive(Debug)]
pub enum Refusal {
    /// The idempotency key is not one.
    BadKey,
    /// Fields are wrong.
    Problems(Vec<Problem>),
    /// The platform's quote is another than the applicant saw: here it is, and in what.
    QuoteDiffers(Box<Quote>, Vec<Problem>),
    /// The key was used with another body.
    KeyReused,
    /// What the key was used for was withdrawn.
    Withdrawn,
    /// The same enterprise has applied for the same, and the applicant does not say how the two belong together.
    Duplicate(Vec<Earlier>),
    /// It stands where nothing can be corrected.
    NotCorrectable(State),
    /// It is at this version, and another was corrected.
    VersionDiffers(i64),
    /// A write of the same or another application is still under way.
    UnderWay,
    /// The system gives no random numbers, so no receipt number can be drawn.
    NoRandomness,
    /// The store failed.
    Store(store::Trouble),
}

impl From<store::Trouble> for Refusal {
    fn from(trouble: store::Trouble) -> Self {
        match trouble {
            store::Trouble::Busy => Self::UnderWay,
            failed => Self::Store(failed),
        }
    }
}

/// What is needed to take applications.
#[derive(Clone, Copy, Debug)]
pub struct Intake<'a> {
    /// The tariffs in use.
    pub catalogue: &'a Catalogue,
    /// What was accepted.
    pub store: &'a Store,
    /// The key that receipts are signed with.
    pub signer: &'a Signer,
    /// The only clock.
    pub clock: Clock,
}

impl Intake<'_> {
    /// Takes an application. A key that was used for the same body gives the same receipt, whatever has changed since.
    pub async fn submit(&self, key: &str, draft: &Draft) -> Result<Receipt, Refusal> {
        let (key_hash, body_digest) = named(key, draft)?;
        let secret = secret(key);
        if let Some(used) = self.store.by_key(&key_hash).await? {
            return self.receipt(used, &body_digest, secret);
        }
        let content = self.accepted(draft, body_digest)?;
        let mut new = NewVersion { receipt: String::new(), key_hash, at: self.clock.now(), content };
        let secret_hash = hash(secret.as_bytes());
        let campaign = Tag::read(&draft.campaign);
        loop {
            let drawn = getrandom::u32().map_err(|_| Refusal::NoRandomness)?;
            let today = self.clock.today();
            new.receipt = receipt::number(today, drawn);
            match self.store.file(&new, &secret_hash, today, campaign.as_ref()).await? {
                store::Outcome::ReceiptTaken => {}
                outcome => {
                    let digest = new.content.body_digest.clone();
                    return self.receipt(stored(outcome, new)?, &digest, secret);
                }
            }
        }
    }

    /// Takes a correction of an application, of the version that was `seen` where that is said. A key that was used for the
    /// same body gives the same answer.
    pub async fn correct(
        &self,
        filed: &Filed,
        seen: Option<i64>,
        key: &str,
        draft: &Draft,
    ) -> Result<Correction, Refusal> {
        let (key_hash, body_digest) = named(key, draft)?;
        if let Some(used) = self.store.by_key(&key_hash).await? {
            return self.correction(used, &body_digest, &filed.receipt);
        }
        // Whoever may not correct is not told what is wrong with the correction.
        if !filed.state.may_be_corrected() {
            return Err(Refusal::NotCorrectable(filed.state));
        }
        let content = self.accepted(draft, body_digest)?;
        let new = NewVersion { receipt: filed.receipt.clone(), key_hash, at: self.clock.now(), content };
        let outcome = self.store.correct(&new, seen, self.clock.today()).await?;
        let digest = new.content.body_digest.clone();
        self.correction(stored(outcome, new)?, &digest, &filed.receipt)
    }

    /// Checks a draft, rates it and compares the quote with the one that the applicant saw.
    fn accepted(&self, draft: &Draft, body_digest: String) -> Result<Content, Refusal> {
        let today = self.clock.today();
        let application = check(draft, today).map_err(Refusal::Problems)?;
        let quote = rate_as_of(self.catalogue, &application.risk, today)?;
        let differences = differences(&application, &quote);
        if !differences.is_empty() {
            return Err(Refusal::QuoteDiffers(quote, differences));
        }
        Ok(Content { body_digest, application, quote: *quote })
    }

    fn receipt(&self, used: Version, body_digest: &str, secret: String) -> Result<Receipt, Refusal> {
        let content = unchanged(&used, body_digest)?;
        if used.version != 1 {
            return Err(Refusal::KeyReused);
        }
        let signed = self.signer.receipt(&used.receipt, &content.application, content.sector());
        let (premium, mark) = (content.quote.premium.to_string(), content.quote.mark);
        Ok(Receipt { number: used.receipt, secret, received_at: used.at, premium, mark, signed })
    }

    fn correction(&self, used: Version, body_digest: &str, number: &str) -> Result<Correction, Refusal> {
        if used.version == 1 || used.receipt != number {
            return Err(Refusal::KeyReused);
        }
        let content = unchanged(&used, body_digest)?;
        let signed = self.signer.receipt(&used.receipt, &content.application, content.sector());
        let (premium, mark) = (content.quote.premium.to_string(), content.quote.mark);
        let Version { receipt: number, version, at: corrected_at, .. } = used;
        Ok(Correction { number, version, corrected_at, premium, mark, signed })
    }
}

/// In what the quote is another than the one that the applicant saw.
fn differences(seen: &Application, quote: &Quote) -> Vec<Problem> {
    let tariff = &quote.tariff;
    let mut differences = Vec::new();
    let mut differs = |pointer: &str, zh: String, en: String| {
        let (pointer, code, message) = (pointer.into(), "differs".into(), Text::new(zh, en));
        differences.push(Problem { pointer, code, message });
    };
    if tariff.id != seen.tariff {
        let zh = format!("适用的费率表是另一份：{}", tariff.title.zh);
        differs("/quote/tariff", zh, format!("Another tariff applies: {}", tariff.title.en));
    } else if tariff.digest != seen.digest {
        let zh = format!("费率表有更新：{}", tariff.title.zh);
        differs("/quote/digest", zh, format!("The tariff was revised: {}", tariff.title.en));
    }
    let (before, now) = (seen.premium, quote.premium);
    if before != now {
        let zh = format!("保险费为 {now} 元，所见的是 {before} 元");
        differs("/quote/premium", zh, format!("The premium is {now} yuan; {before} was seen"));
    }
    differences
}

/// Hash of the key and digest of the body.
fn named(key: &str, draft: &Draft) -> Result<(String, String), Refusal> {
    if !is_key(key) {
        return Err(Refusal::BadKey);
    }
    Ok((hash(key.as_bytes()), digest(draft).unwrap_or_default()))
}

/// The version that is on disk now: the new one, or the one that the key was used for a moment ago.
fn stored(outcome: store::Outcome, new: NewVersion) -> Result<Version, Refusal> {
    match outcome {
        store::Outcome::Stored(version) => {
            count(version);
            Ok(Version { receipt: new.receipt, version, at: new.at, content: Some(new.content) })
        }
        store::Outcome::KeyUsed(used) => Ok(*used),
        store::Outcome::Duplicate(earlier) => Err(Refusal::Duplicate(earlier)),
        store::Outcome::WrongAttachments { missing, rosters } => {
            Err(Refusal::Problems(missing.into_iter().map(not_uploaded).chain(rosters).collect()))
        }
        store::Outcome::NotCorrectable(state) => Err(Refusal::NotCorrectable(state)),
        store::Outcome::VersionDiffers(version) => Err(Refusal::VersionDiffers(version)),
        // Only a new application draws a number, and draws again.
        store::Outcome::ReceiptTaken => Err(Refusal::UnderWay),
    }
}

/// Counts what is stored: an answer that is given again is none.
fn count(version: i64) {
    match version {
        1 => metrics::counter!("anze_receipts_given_total").increment(1),
        _ => metrics::counter!("anze_corrections_total").increment(1),
    }
}

/// What a key was used for, if it was for this body.
fn unchanged<'a>(used: &'a Version, body_digest: &str) -> Result<&'a Content, Refusal> {
    let content = used.content.as_ref().ok_or(Refusal::Withdrawn)?;
    if content.body_digest == body_digest { Ok(content) } else { Err(Refusal::KeyReused) }
}

/// The quote of a risk with today's knowledge.
fn rate_as_of(catalogue: &Catalogue, risk: &Risk, today: Date) -> Result<Box<Quote>, Refusal> {
    let risk = Risk { as_of: Some(today), ..risk.clone() };
    let problems = |wrong: Vec<Problem>| Refusal::Problems(wrong.into_iter().map(of_risk).collect());
    let faults = |faults: Vec<Fault>| problems(faults.into_iter().map(Into::into).collect());
    let inception = risk.inception.unwrap_or(today);
    let Some(tariff) = catalogue.pick(inception, today) else {
        return Err(faults(vec![no_tariff()]));
    };
    match rate(tariff, &risk).map_err(faults)? {
        Outcome::Quote(quote) => Ok(quote),
        Outcome::Range(range) => Err(problems(range.open.into_iter().map(left_open).collect())),
    }
}

/// The same, as one of the draft that holds the risk.
fn of_risk(Problem { pointer, code, message }: Problem) -> Problem {
    Problem { pointer: format!("/risk{pointer}"), code, message }
}

/// An answer of the risk that would have to be known.
pub fn left_open(question: OpenQuestion) -> Problem {
    let message = Text::new(
        format!("{}：投保前请确定", question.label.zh),
        format!("{}: must be known before applying", question.label.en),
    );
    Problem { pointer: question.pointer, code: Code::MustBeKnown.to_string(), message }
}

/// An attachment, by its place in the form, whose content is not here.
fn not_uploaded(number: usize) -> Problem {
    Problem {
        pointer: format!("/attachments/{number}"),
        code: "not-uploaded".into(),
        message: Text::new("附件尚未上传完整", "The attachment has not wholly arrived"),
    }
}

/// The fault of a risk that no tariff rates.
pub fn no_tariff() -> Fault {
    Fault {
        pointer: "/inception".into(),
        code: Code::NoTariff,
        message: Text::new("该起保日期没有适用的费率表", "No tariff applies at this inception"),
    }
}

/// A key is long enough that nobody can guess it: the secret follows from it.
pub fn is_key(key: &str) -> bool {
    (22..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// The secret that opens the application's page. Only its hash and the key's are stored.
pub fn secret(key: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"anze application secret\0");
    hash.update(key.as_bytes());
    hex(hash.finalize().get(..16).unwrap_or_default())
}

/// SHA-256, lower-case hex.
pub fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

//! From a draft to a receipt: the same checks as in the browser, the same quote, stored once. Knows neither HTTP nor SQL.

use application::{Draft, Problem, check, digest, hex, receipt};
use rating::{Catalogue, Date, Fault, Outcome, Quote, Risk, Text, rate};
use sha2::{Digest, Sha256};

use crate::clock::Clock;
use crate::rosters;
use crate::signing::Signer;
use crate::store::{self, Content, NewApplication, Store};

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
    /// The platform's quote is another than the applicant saw: here it is.
    QuoteDiffers(Box<Quote>),
    /// The key was used with another body.
    KeyReused,
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

/// Takes an application. A key that was used for the same body gives the same receipt, whatever has changed since.
pub async fn submit(
    catalogue: &Catalogue,
    store: &Store,
    signer: &Signer,
    clock: Clock,
    key: &str,
    draft: &Draft,
) -> Result<Receipt, Refusal> {
    if !is_key(key) {
        return Err(Refusal::BadKey);
    }
    let (key_hash, secret) = (hash(key.as_bytes()), secret(key));
    let body_digest = digest(draft).unwrap_or_default();
    if let Some(filed) = store.by_key(&key_hash).await? {
        return repeated(filed, signer, &body_digest, secret);
    }
    let today = clock.today();
    let application = check(draft, today).map_err(Refusal::Problems)?;
    let quote = rate_as_of(catalogue, &application.risk, today)?;
    let same = quote.tariff.id == application.tariff
        && quote.tariff.digest == application.digest
        && quote.premium == application.premium;
    if !same {
        return Err(Refusal::QuoteDiffers(quote));
    }
    rosters::check(store, &key_hash, &application, today).await?;
    let mut new = NewApplication {
        receipt: String::new(),
        key_hash,
        secret_hash: hash(secret.as_bytes()),
        received_at: clock.now(),
        sector: quote.obligations.first().map(|o| o.sector.clone()).unwrap_or_default(),
        content: Content { body_digest, application, quote: *quote },
    };
    loop {
        new.receipt = receipt::number(today, getrandom::u32().map_err(|_| Refusal::NoRandomness)?);
        match store.file(&new).await? {
            store::Outcome::Stored => break,
            store::Outcome::KeyUsed(filed) => {
                return repeated(*filed, signer, &new.content.body_digest, secret);
            }
            store::Outcome::ReceiptTaken => {}
            store::Outcome::NotUploaded(missing) => return Err(not_uploaded(&missing)),
        }
    }
    let signed = signer.receipt(&new.receipt, &new.content.application, &new.sector);
    let premium = new.content.quote.premium.to_string();
    Ok(Receipt { number: new.receipt, secret, received_at: new.received_at, premium, signed })
}

fn repeated(
    filed: store::Filed,
    signer: &Signer,
    body_digest: &str,
    secret: String,
) -> Result<Receipt, Refusal> {
    if filed.content.body_digest != body_digest {
        return Err(Refusal::KeyReused);
    }
    let signed = signer.receipt(&filed.receipt, &filed.content.application, &filed.sector);
    let store::Filed { receipt: number, received_at, premium, .. } = filed;
    Ok(Receipt { number, secret, received_at, premium, signed })
}

/// The quote of a risk with today's knowledge.
fn rate_as_of(catalogue: &Catalogue, risk: &Risk, today: Date) -> Result<Box<Quote>, Refusal> {
    let risk = Risk { as_of: Some(today), ..risk.clone() };
    let problem = |fault: Fault| Problem {
        pointer: format!("/risk{}", fault.pointer),
        code: serde_json::to_value(fault.code)
            .ok()
            .and_then(|c| c.as_str().map(str::to_owned))
            .unwrap_or_default(),
        message: fault.message,
    };
    let problems = |faults: Vec<Fault>| Refusal::Problems(faults.into_iter().map(problem).collect());
    let inception = risk.inception.unwrap_or(today);
    let Some(tariff) = catalogue.pick(inception, today) else {
        return Err(problems(vec![no_tariff()]));
    };
    match rate(tariff, &risk).map_err(problems)? {
        Outcome::Quote(quote) => Ok(quote),
        Outcome::Range(range) => {
            let open = range.open.into_iter().map(|question| Problem {
                pointer: format!("/risk{}", question.pointer),
                code: "must-be-known".into(),
                message: Text::new(
                    format!("{}：投保前请确定", question.label.zh),
                    format!("{}: must be known before applying", question.label.en),
                ),
            });
            Err(Refusal::Problems(open.collect()))
        }
    }
}

/// Attachments, by their place in the form, whose content is not here.
fn not_uploaded(missing: &[usize]) -> Refusal {
    let problem = |number: &usize| Problem {
        pointer: format!("/attachments/{number}"),
        code: "not-uploaded".into(),
        message: Text::new("附件尚未上传完整", "The attachment has not wholly arrived"),
    };
    Refusal::Problems(missing.iter().map(problem).collect())
}

/// The fault of a risk that no tariff rates.
pub fn no_tariff() -> Fault {
    Fault {
        pointer: "/inception".into(),
        code: rating::Code::NoTariff,
        message: Text::new("该起保日期没有适用的费率表", "No tariff applies at this inception"),
    }
}

/// A key is long enough that nobody can guess it: the secret follows from it.
pub fn is_key(key: &str) -> bool {
    (22..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// The secret that opens the application's page. Only its hash and the key's are stored.
fn secret(key: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"anze application secret\0");
    hash.update(key.as_bytes());
    hex(hash.finalize().get(..16).unwrap_or_default())
}

/// SHA-256, lower-case hex.
pub fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
